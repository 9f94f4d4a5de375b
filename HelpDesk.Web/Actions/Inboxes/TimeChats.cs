using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Chat;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using HelpDesk.Web.Data;
using HelpDesk.Web.Settings;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Inboxes;

/// <summary>One duration that an inbox may have of its own.</summary>
/// <param name="Key">As in configuration.</param>
/// <param name="Field">Its field on screen, which is also the code of a refusal that is about it.</param>
/// <param name="Of">What a policy says of it.</param>
internal sealed record ChatTime(string Key, string Field, Func<ChatPolicy, TimeSpan> Of)
{
    public TimeSpan Least { get; init; } = TimeSpan.FromSeconds(1);

    public static TimeSpan Most { get; } = TimeSpan.FromDays(28);

    /// <summary>Those of the contract that have an effect, in the order of a chat's life.</summary>
    public static IReadOnlyList<ChatTime> All { get; } =
    [
        new("Chat:ReplyTime", "reply-time", policy => policy.ReplyTime),
        new("Chat:UnansweredToEmailAfter", "unanswered", policy => policy.UnansweredToEmailAfter),
        new("Chat:StaleToEmailAfter", "stale", policy => policy.StaleToEmailAfter),
        new("Chat:EmailInterval", "email-interval", policy => policy.EmailInterval),
        new("Chat:InactiveAfter", "inactive", policy => policy.InactiveAfter),
        new("Chat:IdleReminderAfter", "reminder", policy => policy.IdleReminderAfter),
        new("Chat:EndAfter", "end-after", policy => policy.EndAfter),
        new("Tickets:CloseSolvedAfter", "close-solved", policy => policy.CloseSolvedAfter) { Least = TimeSpan.FromHours(1) },
    ];
}

/// <summary>The durations of an inbox as an administrator chooses them, by the keys of <see cref="ChatTime"/>; null inherits.</summary>
internal sealed record ChatTimes(IReadOnlyDictionary<string, TimeSpan?> ByKey);

/// <summary>
/// An administrator sets the durations of a web inbox. They count for every timer that is planned from now on. A refusal's
/// code is the field.
/// </summary>
internal sealed class TimeChats(Writer writer, Policies policies, FixedSettings locked)
{
    /// <exception cref="RuleException">A duration is out of bounds, or two do not go together.</exception>
    /// <exception cref="NotFoundException">There is no such web inbox.</exception>
    public Task RunAsync(Actor actor, string key, ChatTimes typed, CancellationToken ct)
    {
        actor.Require(Permission.Administer);
        var chosen = ChatTime.All.Where(time => !locked.Holds(time.Key)).ToDictionary(time => time, time => typed.ByKey.GetValueOrDefault(time.Key));
        Check(chosen);
        return writer.RunAsync(
            async (db, token) =>
            {
                var id = await db.Inboxes.Where(row => row.Key == key && row.Channel == Channel.Chat).Select(row => (long?)row.Id).SingleOrDefaultAsync(token)
                    ?? throw new NotFoundException("inbox");
                var rows = await db.Settings.Where(row => row.InboxId == id).ToDictionaryAsync(row => row.Key, token);
                foreach (var (time, value) in chosen)
                {
                    if (rows.Remove(time.Key, out var row) && value is null)
                    {
                        db.Settings.Remove(row);
                    }
                    else if (value is { } span)
                    {
                        (row ?? db.Settings.Add(new Setting(time.Key, id, "")).Entity).Change(span.ToString("c"));
                    }
                }
            },
            ct);
    }

    private void Check(Dictionary<ChatTime, TimeSpan?> chosen)
    {
        foreach (var (time, value) in chosen)
        {
            if (value is { } span && (span < time.Least || span > ChatTime.Most))
            {
                throw time.Least >= TimeSpan.FromHours(1)
                    ? new RuleException(time.Field, "From an hour to 28 days.")
                    : new RuleException(time.Field, "From a second to 28 days.");
            }
        }

        var inherited = policies.Inherited;
        TimeSpan InForce(string key) => chosen.FirstOrDefault(one => one.Key.Key == key).Value ?? ChatTime.All.Single(time => time.Key == key).Of(inherited);
        IdlePolicy.Ensure(inherited with { IdleReminderAfter = InForce("Chat:IdleReminderAfter"), EndAfter = InForce("Chat:EndAfter") });
    }
}
