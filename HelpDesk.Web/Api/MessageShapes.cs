using System.ComponentModel;
using System.Text.Json.Serialization;

namespace HelpDesk.Web.Api;

/// <summary>An entry of a ticket's timeline as the API shows it.</summary>
internal sealed record MessageView
{
    public required string Id { get; init; }

    [Description("Position in the ticket, from 1 without gaps.")]
    public required int Seq { get; init; }

    [Description("public: customer and agents read it. note and activity: agents only.")]
    public required string Kind { get; init; }

    [Description("in, out or none.")]
    public required string Direction { get; init; }

    public required AuthorView Author { get; init; }

    [Description("chat, email or api.")]
    public required string Channel { get; init; }

    public required string Text { get; init; }

    [Description("Sanitised; missing where the text is all there is.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Html { get; init; }

    public required IReadOnlyList<AttachmentView> Attachments { get; init; }

    [Description("One for each way in which the message reaches somebody.")]
    public required IReadOnlyList<DeliveryView> Deliveries { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

/// <param name="Type">customer, agent, bot or system.</param>
/// <param name="Id">Of the customer or agent; null for bot and system.</param>
internal sealed record AuthorView(string Type, string? Id, string Name);

/// <param name="Size">Bytes.</param>
/// <param name="Url">Fetch it with the same token.</param>
internal sealed record AttachmentView(string Id, string Name, string MediaType, long Size, string Url);

internal sealed record DeliveryView(
    [property: Description("chat or email.")] string Channel,
    [property: Description("An address; null for the chat.")] string? Recipient,
    [property: Description("queued, sending, deferred, sent, delivered, read, bounced, failed or superseded.")] string State,
    [property: Description("When this state was reached.")] DateTimeOffset At,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Error);

/// <summary>A message to be stored.</summary>
internal sealed record NewMessageBody
{
    [Description("`public` answers the customer and needs a token of an agent; `note` is for agents only.")]
    public string? Kind { get; init; }

    public string? Text { get; init; }

    [Description("Who gets the mail beside the customer, named as a further recipient. Addresses without names; 30 at most with `cc`.")]
    public IReadOnlyList<string>? To { get; init; }

    [Description("Who gets a copy of the mail.")]
    public IReadOnlyList<string>? Cc { get; init; }
}
