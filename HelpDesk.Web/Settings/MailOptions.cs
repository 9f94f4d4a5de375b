using Microsoft.Extensions.Options;

namespace HelpDesk.Web.Settings;

/// <summary>The section <c>Mail</c>, beyond its servers.</summary>
internal sealed record MailOptions
{
    public const string Section = "Mail";

    /// <summary>Whoever opens a ticket by mail is told that it is here; an inbox may say otherwise.</summary>
    public bool AutoReply { get; init; }
}

/// <summary>What is switched on for a mail inbox: what the environment or command line fixes, else what the inbox says, else the workspace.</summary>
internal sealed class MailSwitches(IOptionsMonitor<MailOptions> options, SettingsCache inboxes, FixedSettings locked)
{
    private const string AutoReply = "Mail:AutoReply";

    /// <summary>Whether new tickets of this inbox are acknowledged.</summary>
    public bool Acknowledges(long inboxId) =>
        !locked.Holds(AutoReply) && bool.TryParse(inboxes.Of(inboxId, AutoReply), out var own) ? own : options.CurrentValue.AutoReply;
}
