namespace HelpDesk.Domain.Tickets;

/// <summary>
/// A file, stored once by the SHA-256 of its content outside of the web root. Uploaded first, hung on a message when that
/// is sent; one that is never sent is swept away.
/// </summary>
public sealed class Attachment
{
    private Attachment()
    {
    }

    public Attachment(string name, string mediaType, long size, string hash, string uploadedBy, DateTimeOffset now)
    {
        Name = name;
        MediaType = mediaType;
        Size = size;
        Hash = hash;
        UploadedBy = uploadedBy;
        CreatedAt = now;
    }

    public long Id { get; private set; }

    public string PublicId { get; private set; } = "";

    /// <summary>Null until the message that names it is sent.</summary>
    public long? MessageId { get; private set; }

    /// <summary>For display and download only; never part of a path.</summary>
    public string Name { get; private set; } = "";

    /// <summary>As sniffed from the content, not as the sender said.</summary>
    public string MediaType { get; private set; } = "";

    /// <summary>Bytes.</summary>
    public long Size { get; private set; }

    /// <summary>SHA-256 of the content in lower-case hexadecimal digits: the name of the stored file.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>By which the HTML of its mail shows it in place, without angle brackets; null where it does not.</summary>
    public string? ContentId { get; init; }

    /// <summary>Who may send it: <c>visitor:KEY</c> or <c>agent:ID</c>; <c>mail:ID</c> came with a mail.</summary>
    public string UploadedBy { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }
}
