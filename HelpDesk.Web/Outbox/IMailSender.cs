namespace HelpDesk.Web.Outbox;

/// <summary>
/// The way out for mail. The outbox decides what leaves, when and under which id; a sender only brings it away.
/// </summary>
internal interface IMailSender
{
    /// <summary>True when a mail of this id is known to have left, so that it need not be sent again.</summary>
    bool HasLeft(string messageId);

    /// <summary>Returns when the mail has left for good. The same id again is the same mail.</summary>
    /// <exception cref="MailRefusedException">It can never leave like this.</exception>
    Task SendAsync(OutgoingMail mail, CancellationToken ct);
}

/// <summary>Trying again would not help; a person must change something first.</summary>
internal sealed class MailRefusedException(string message) : Exception(message);

/// <summary>One mail as it leaves: everything decided, nothing encoded.</summary>
internal sealed record OutgoingMail
{
    public required string MessageId { get; init; }

    public required string FromName { get; init; }

    public required string FromAddress { get; init; }

    public required string To { get; init; }

    public required string Subject { get; init; }

    public required DateTimeOffset Date { get; init; }

    public required string Language { get; init; }

    public required string Text { get; init; }

    public required string Html { get; init; }

    /// <summary>Earlier mails of the conversation, oldest first.</summary>
    public IReadOnlyList<string> Earlier { get; init; } = [];

    /// <summary>Set on a mail that no person wrote: names this installation, so that two machines do not go on for ever.</summary>
    public string? Loop { get; init; }

    public IReadOnlyList<OutgoingFile> Files { get; init; } = [];
}

/// <summary>A file that travels with a mail.</summary>
/// <param name="Name">As the sender named it.</param>
/// <param name="MediaType">As sniffed.</param>
/// <param name="Hash">Of its content, by which it is stored.</param>
internal sealed record OutgoingFile(string Name, string MediaType, string Hash);
