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
    public ChatPolicy For(long inboxId) => Read((key, inherited) => OwnOf(inboxId, key) ?? inherited, shown.Of(inboxId));

    /// <summary>What holds where an inbox says nothing.</summary>
    public ChatPolicy Inherited => Read((_, inherited) => inherited, null);

    /// <summary>What an inbox says of its own and what nothing stronger overrules; null when it inherits.</summary>
    public TimeSpan? OwnOf(long inboxId, string key) =>
        !locked.Holds(key) && TimeSpan.TryParse(inboxes.Of(inboxId, key), CultureInfo.InvariantCulture, out var own) ? own : null;

    private ChatPolicy Read(Func<string, TimeSpan, TimeSpan> own, ReplyEstimate? told)
    {
        var options = chat.CurrentValue;
        var unanswered = own("Chat:UnansweredToEmailAfter", options.UnansweredToEmailAfter);
        return new ChatPolicy
        {
            ReplyTime = own("Chat:ReplyTime", options.ReplyTime),
            UnansweredToEmailAfter = told?.BeforeUnanswered(unanswered) ?? unanswered,
            StaleToEmailAfter = own("Chat:StaleToEmailAfter", options.StaleToEmailAfter),
            EmailInterval = own("Chat:EmailInterval", options.EmailInterval),
            EmailMaxMessages = options.EmailMaxMessages,
            PresenceLostAfter = options.PresenceLostAfter,
            InactiveAfter = own("Chat:InactiveAfter", options.InactiveAfter),
            IdleReminderAfter = own("Chat:IdleReminderAfter", options.IdleReminderAfter),
            EndAfter = own("Chat:EndAfter", options.EndAfter),
            RingFor = own("Chat:RingFor", options.RingFor),
            CloseSolvedAfter = own("Tickets:CloseSolvedAfter", tickets.CurrentValue.CloseSolvedAfter),
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
