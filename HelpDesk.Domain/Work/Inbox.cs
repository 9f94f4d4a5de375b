using HelpDesk.Domain.Chat;
using HelpDesk.Domain.Tickets;

namespace HelpDesk.Domain.Work;

/// <summary>A place where messages arrive: a web chat, a mailbox or an API key.</summary>
public sealed class Inbox
{
    private Inbox()
    {
    }

    public Inbox(string key, string name, Channel channel)
    {
        Key = key;
        Name = name;
        Channel = channel;
    }

    public long Id { get; private set; }

    public string PublicId { get; private set; } = "";

    /// <summary>Slug, unique, part of addresses (<c>/c/web</c>).</summary>
    public string Key { get; private set; } = "";

    public string Name { get; private set; } = "";

    public Channel Channel { get; private set; }

    /// <summary>The team its tickets start in; null for none.</summary>
    public long? TeamId { get; private set; }

    /// <summary>Its opening hours; null follows the team, then the workspace.</summary>
    public long? CalendarId { get; private set; }

    /// <summary>For a web inbox, the mail inbox its mail leaves by; null for the first one.</summary>
    public long? SendsThroughInboxId { get; private set; }

    /// <summary>How the widget looks and what it offers.</summary>
    public WidgetSettings Widget { get; private set; } = new();

    /// <summary>What stands below mails where neither agent nor team has a signature; null for none.</summary>
    public string? Signature { get; private set; }

    /// <summary>When a page with its snippet was last seen; null when none ever was.</summary>
    public DateTimeOffset? SnippetSeenAt { get; private set; }

    /// <summary>The origin of that page.</summary>
    public string? SnippetSeenOn { get; private set; }

    /// <summary>True for an inbox of a demo world.</summary>
    public bool IsSample { get; private set; }

    public void Rename(string name) => Name = name;

    public void RouteTo(long? teamId) => TeamId = teamId;

    public void UseCalendar(long? calendarId) => CalendarId = calendarId;

    /// <summary>Chooses the mail inbox that mail of a web inbox leaves by; null takes the first one.</summary>
    public void SendThrough(long? inboxId) => SendsThroughInboxId = inboxId;

    /// <summary>Sets what stands below its mails; nothing but blanks is none.</summary>
    public void Sign(string? signature) => Signature = string.IsNullOrWhiteSpace(signature) ? null : signature.Trim();

    /// <summary>A page of this origin has loaded the widget.</summary>
    public void SeeSnippet(string origin, DateTimeOffset now) => (SnippetSeenAt, SnippetSeenOn) = (now, origin);

    public void Dress(WidgetSettings widget) => Widget = widget;

    /// <summary>Marks an inbox that belongs to a demo world.</summary>
    public void MarkSample() => IsSample = true;
}

/// <summary>What an administrator chooses about a widget. Stored as one value.</summary>
public sealed record WidgetSettings
{
    /// <summary>The name customers see; null shows the workspace's.</summary>
    public string? Title { get; init; }

    /// <summary><c>#rrggbb</c>; null keeps the product's accent.</summary>
    public string? Colour { get; init; }

    public string? Greeting { get; init; }

    /// <summary>Where the launcher stands, unless the page says otherwise.</summary>
    public WidgetSide Position { get; init; }

    /// <summary>What stands in the launcher beside its sign; null shows the sign alone.</summary>
    public string? Launcher { get; init; }

    /// <summary>Two-letter languages it speaks, the first for visitors who speak none of them; empty speaks all of ours.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>Origins that may embed it; empty admits every origin and is shown as a warning.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    public bool Files { get; init; } = true;

    public WidgetOffers Offers { get; init; } = new();

    /// <summary>It stands on the workspace's contact page.</summary>
    public bool OnContactPage { get; init; } = true;

    /// <summary>Only visitors whom the site has signed may use it; those who come by a personal link still may.</summary>
    public bool SignedOnly { get; init; }

    /// <summary>What is asked before the first message; null asks nothing.</summary>
    public PreChatForm? PreChat { get; init; }

    public InboxPrivacy Privacy { get; init; } = new();

    /// <summary>What it says before anybody opened it, in the order they are tried; see <see cref="ProactiveRules.Ensure"/>.</summary>
    public IReadOnlyList<ProactiveMessage> Proactive { get; init; } = [];
}

/// <summary>What is asked before a chat. Its answers travel with the first message.</summary>
/// <param name="Title">What stands above; null for nothing.</param>
/// <param name="Fields">In the order they are asked; see <see cref="FormRules.Ensure"/>.</param>
public sealed record PreChatForm(string? Title, IReadOnlyList<FormField> Fields);
