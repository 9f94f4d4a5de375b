using System.Globalization;
using HelpDesk.Domain.Chat;
using HelpDesk.Web.Live;
using Microsoft.Extensions.Options;

namespace HelpDesk.Web.Settings;

/// <summary>
/// The durations in force for an inbox: what the environment or command line fixes, else what the inbox says, else the
/// workspace, the data folder's file and the defaults. Nobody is given up sooner than customers were told to expect.
/// </summary>
internal sealed class Policies(IOptionsMonitor<ChatOptions> chat, IOptionsMonitor<TicketOptions> tickets, SettingsCache inboxes, FixedSettings locked, ReplyTimes shown)
{
    public ChatPolicy For(long inboxId)
    {
        var options = chat.CurrentValue;
        TimeSpan Own(string key, TimeSpan inherited) =>
            !locked.Holds(key) && TimeSpan.TryParse(inboxes.Of(inboxId, key), CultureInfo.InvariantCulture, out var own) ? own : inherited;
        var unanswered = Own("Chat:UnansweredToEmailAfter", options.UnansweredToEmailAfter);
        return new ChatPolicy
        {
            ReplyTime = Own("Chat:ReplyTime", options.ReplyTime),
            UnansweredToEmailAfter = shown.Of(inboxId)?.BeforeUnanswered(unanswered) ?? unanswered,
            StaleToEmailAfter = Own("Chat:StaleToEmailAfter", options.StaleToEmailAfter),
            EmailInterval = Own("Chat:EmailInterval", options.EmailInterval),
            EmailMaxMessages = options.EmailMaxMessages,
            PresenceLostAfter = options.PresenceLostAfter,
            InactiveAfter = Own("Chat:InactiveAfter", options.InactiveAfter),
            IdleReminderAfter = Own("Chat:IdleReminderAfter", options.IdleReminderAfter),
            EndAfter = Own("Chat:EndAfter", options.EndAfter),
            RingFor = Own("Chat:RingFor", options.RingFor),
            CloseSolvedAfter = Own("Tickets:CloseSolvedAfter", tickets.CurrentValue.CloseSolvedAfter),
        };
    }
}

/// <summary>The section <c>Tickets</c>.</summary>
internal sealed record TicketOptions
{
    public const string Section = "Tickets";

    public TimeSpan CloseSolvedAfter { get; init; }
}

/// <summary>Knows which settings the environment or the command line fixes; their fields are locked on screen.</summary>
internal sealed class FixedSettings(IConfiguration strongest)
{
    public bool Holds(string key) => strongest[key] is not null;
}
