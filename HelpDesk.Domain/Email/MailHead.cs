namespace HelpDesk.Domain.Email;

/// <summary>What the head of a mail tells about who or what sent it.</summary>
public sealed record MailHead
{
    public IReadOnlyList<MailField> Fields { get; init; } = [];

    public IReadOnlyList<Mailbox> From { get; init; } = [];

    public string Subject { get; init; } = "";

    /// <summary>The type of the whole mail, lower case, such as <c>multipart/report</c>.</summary>
    public string MediaType { get; init; } = "text/plain";

    /// <summary>The parameter <c>report-type</c> of a <c>multipart/report</c>, lower case; null for other mails.</summary>
    public string? ReportType { get; init; }

    /// <summary>The desk's own addresses, normalised.</summary>
    public IReadOnlySet<string> OwnAddresses { get; init; } = new HashSet<string>();
}
