namespace HelpDesk.Web.Channels.Email.Html;

/// <summary>What a mail says, ready to be stored and shown.</summary>
internal sealed record MailContent
{
    /// <summary>What its author wrote, as text; at most <see cref="TextLimits.MaxText"/> characters. Empty for a mail without words.</summary>
    public required string Text { get; init; }

    /// <summary>The folded rest; null where there is none.</summary>
    public string? QuotedText { get; init; }

    /// <summary>What its author wrote as sanitised HTML; null where the HTML says no more than the text.</summary>
    public string? Html { get; init; }

    /// <summary>The folded rest as sanitised HTML; null where it says no more than the text, or there is none.</summary>
    public string? QuotedHtml { get; init; }

    /// <summary>Pictures on other servers wait for a click: <c>data-remote-src</c> instead of <c>src</c>.</summary>
    public bool HasRemoteImages { get; init; }

    /// <summary>How many tracking pixels were left out.</summary>
    public int Pixels { get; init; }
}
