using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Tickets;

namespace HelpDesk.Web.Intake;

/// <summary>What a channel hands in: one message of a customer, already read and bounded by the channel.</summary>
internal sealed record InboundMessage
{
    public required Channel Channel { get; init; }

    public required long InboxId { get; init; }

    /// <summary>The visitor key of the token that was presented.</summary>
    public required string VisitorKey { get; init; }

    /// <summary>The ticket named by the visitor's chat link; null without a link.</summary>
    public long? LinkedTicketId { get; init; }

    /// <summary>Who the site has signed that they are; null when it has not.</summary>
    public SignedIdentity? Signed { get; init; }

    public required string Text { get; init; }

    /// <summary>The sender's own id of this message; the same one again is the same message.</summary>
    public required string ClientKey { get; init; }

    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Public id of the message whose quick reply the text is; null for words of their own.</summary>
    public string? QuickReply { get; init; }

    /// <summary>What was answered before the chat; null when nothing was asked.</summary>
    public IReadOnlyDictionary<string, string?>? Answers { get; init; }

    /// <summary>What the chat had said before the customer opened it; null when nothing was.</summary>
    public string? Answering { get; init; }

    /// <summary>A machine filled in what no person sees.</summary>
    public bool IsTrapped { get; init; }

    /// <summary>What they ask for with it; null for an answer alone.</summary>
    public Wish? Wish { get; init; }

    /// <summary>The customer chose "Start a new chat" after the last one was ended.</summary>
    public bool StartsNew { get; init; }

    public string Language { get; init; } = "en";

    public string? TimeZone { get; init; }

    public string? PageUrl { get; init; }

    public string? PageTitle { get; init; }

    public string UserAgent { get; init; } = "";
}
