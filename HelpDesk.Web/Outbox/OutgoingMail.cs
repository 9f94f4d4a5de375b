using HelpDesk.Domain.Email;

namespace HelpDesk.Web.Outbox;

/// <summary>One mail as it leaves: everything decided, nothing encoded.</summary>
internal sealed record OutgoingMail
{
    public required string MessageId { get; init; }

    /// <summary>The server that takes it; null writes it to the folder.</summary>
    public OutgoingServer? Server { get; init; }

    /// <summary>Who is still to get it. Not in the mail itself.</summary>
    public required IReadOnlyList<string> Recipients { get; init; }

    public required string FromName { get; init; }

    public required string FromAddress { get; init; }

    /// <summary>Where answers go; null for where it comes from.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>Named in the head, also those who have it already.</summary>
    public required IReadOnlyList<string> To { get; init; }

    public IReadOnlyList<string> Cc { get; init; } = [];

    public required string Subject { get; init; }

    public required DateTimeOffset Date { get; init; }

    public required string Language { get; init; }

    public required string Text { get; init; }

    public required string Html { get; init; }

    /// <summary>Earlier mails of the conversation, oldest first.</summary>
    public IReadOnlyList<string> Earlier { get; init; } = [];

    /// <summary>Set on a mail that no person wrote; null on an agent's.</summary>
    public MachineMark? Machine { get; init; }

    public IReadOnlyList<OutgoingFile> Files { get; init; } = [];
}

/// <summary>What a mail that no person wrote says about itself, so that two machines do not go on for ever (RFC 3834 §5).</summary>
/// <param name="Instance">Names this installation.</param>
/// <param name="Answers">It answers one certain mail, as an acknowledgement does; a reminder answers none.</param>
internal sealed record MachineMark(string Instance, bool Answers);

/// <summary>A file that travels with a mail.</summary>
/// <param name="Name">As the sender named it.</param>
/// <param name="MediaType">As sniffed.</param>
/// <param name="Hash">Of its content, by which it is stored.</param>
internal sealed record OutgoingFile(string Name, string MediaType, string Hash)
{
    /// <summary>By which the mail's HTML shows it in place, without angle brackets (RFC 2392); null where it hangs below.</summary>
    public string? ContentId { get; init; }
}

/// <summary>How to reach the server that takes our mail.</summary>
internal sealed record OutgoingServer(string Host, int Port, MailSecurity Security, string User, string Password)
{
    /// <summary>Without the password: this text may reach a log.</summary>
    public override string ToString() => $"{Host}:{Port} ({Security})";
}
