using HelpDesk.Domain.Hours;
using HelpDesk.Domain.Kpi;

namespace HelpDesk.Domain.Chat;

/// <summary>
/// How soon somebody answers, as honestly as is known: what the team's own last days say or, while too few answers were
/// measured, what the operator promised.
/// </summary>
/// <param name="Typical">Half of all answers were faster; what the customer is told.</param>
/// <param name="Cautious">Four in five answers were faster.</param>
/// <param name="Samples">How many answers this rests on; 0 when it is the operator's promise.</param>
public sealed record ReplyEstimate(TimeSpan Typical, TimeSpan Cautious, int Samples)
{
    /// <summary>Fewer answers than these say nothing.</summary>
    public const int MinimumSamples = 5;

    private const double CautiousShare = 0.8;

    /// <summary>How far back answers count.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromDays(7);

    /// <summary>True when it rests on measured answers.</summary>
    public bool IsMeasured => Samples > 0;

    /// <summary>Whole seconds for programs, rounded up.</summary>
    public int EtaSeconds => (int)Math.Min(int.MaxValue, Math.Ceiling(Typical.TotalSeconds));

    /// <summary>The setting's promise, or the median and 80th percentile of at least five measured durations.</summary>
    /// <param name="promised">The setting <c>Chat:ReplyTime</c>.</param>
    /// <param name="measured">Durations of answers, best in working time.</param>
    public static ReplyEstimate From(TimeSpan promised, IReadOnlyCollection<TimeSpan> measured) =>
        measured.Count >= MinimumSamples
        && Measures.Median(measured) is { } median && Measures.Percentile(measured, CautiousShare) is { } cautious
            ? new(median, cautious, measured.Count)
            : new(promised, promised, 0);

    /// <summary>The same from answers: those of the last seven days, each measured in opening hours.</summary>
    /// <param name="promised">The setting <c>Chat:ReplyTime</c>.</param>
    /// <param name="answers">First answers, older ones are ignored.</param>
    /// <param name="calendar">Null measures around the clock.</param>
    /// <param name="now">The instant of asking.</param>
    public static ReplyEstimate From(TimeSpan promised, IEnumerable<Answer> answers, Calendar? calendar, DateTimeOffset now) =>
        From(promised, [.. answers
            .Where(x => x.AnsweredAt > now - Window && x.AnsweredAt <= now)
            .Select(x => calendar is null ? x.Took : WorkingTime.Between(calendar, x.AskedAt, x.AnsweredAt))]);

    /// <summary>
    /// How long an unanswered chat waits before it goes on by e-mail: the setting, but never less than what customers
    /// were told to expect.
    /// </summary>
    public TimeSpan BeforeUnanswered(TimeSpan setting) => IsMeasured && Cautious > setting ? Cautious : setting;
}
