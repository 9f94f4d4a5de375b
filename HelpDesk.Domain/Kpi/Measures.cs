namespace HelpDesk.Domain.Kpi;

/// <summary>
/// The one definition of each number that is shown. Inputs are facts, not rows, so that a report, a screen and a test
/// count alike.
/// </summary>
public static class Measures
{
    /// <summary>The middle value; null without values.</summary>
    public static TimeSpan? Median(IReadOnlyCollection<TimeSpan> values) => Percentile(values, 0.5);

    /// <summary>
    /// The value below which the given share (0..1) of all values lies, interpolated between neighbours as spreadsheets
    /// do (PERCENTILE.INC), whole ticks; null without values.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The share is not within 0..1.</exception>
    public static TimeSpan? Percentile(IReadOnlyCollection<TimeSpan> values, double share)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        if (values.Count == 0)
        {
            return null;
        }

        TimeSpan[] sorted = [.. values.Order()];
        var rank = share * (sorted.Length - 1);
        var below = sorted[(int)Math.Floor(rank)];
        var above = sorted[(int)Math.Ceiling(rank)];
        return below + ((above - below) * (rank - Math.Floor(rank)));
    }

    /// <summary>
    /// When the first human answer was given: the first public agent message after the customer's first message. A
    /// ticket that an agent began has none until the customer has written and was answered.
    /// </summary>
    public static DateTimeOffset? FirstResponseAt(IEnumerable<MessageFact> timeline) =>
        Answers(timeline).Select(x => (DateTimeOffset?)x.AnsweredAt).FirstOrDefault();

    /// <summary>How long the first human answer took; null while there is none.</summary>
    public static TimeSpan? FirstResponse(IEnumerable<MessageFact> timeline) =>
        Answers(timeline).Select(x => (TimeSpan?)x.Took).FirstOrDefault();

    /// <summary>
    /// Every wait that an agent ended, each from the oldest unanswered customer message to the answer. Notes, bots and
    /// machine mail neither begin nor end one.
    /// </summary>
    public static IEnumerable<Answer> Answers(IEnumerable<MessageFact> timeline)
    {
        DateTimeOffset? asked = null;
        foreach (var message in timeline.Where(x => x.IsHumanAndPublic))
        {
            if (message.By is Speaker.Customer)
            {
                asked ??= message.At;
            }
            else if (asked is { } askedAt)
            {
                yield return new(askedAt, message.At);
                asked = null;
            }
        }
    }

    /// <summary>Since when the customer waits: the oldest unanswered message; null when nobody waits.</summary>
    public static DateTimeOffset? WaitingSince(IEnumerable<MessageFact> timeline)
    {
        DateTimeOffset? asked = null;
        foreach (var message in timeline.Where(x => x.IsHumanAndPublic))
        {
            asked = message.By is Speaker.Customer ? asked ?? message.At : null;
        }

        return asked;
    }

    /// <summary>Public answers by agents, each counted.</summary>
    public static int Replies(IEnumerable<MessageFact> timeline) =>
        timeline.Count(x => x.IsHumanAndPublic && x.By is Speaker.Agent);
}
