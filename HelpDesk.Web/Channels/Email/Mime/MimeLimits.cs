namespace HelpDesk.Web.Channels.Email.Mime;

/// <summary>How much of a mail is read. What lies beyond is left out and told; the raw message has it.</summary>
internal static class MimeLimits
{
    /// <summary>Parts within parts.</summary>
    public const int Depth = 100;

    public const int Parts = 1_000;

    /// <summary>Header fields of one part, and blocks of fields in one report.</summary>
    public const int Fields = 1_000;

    /// <summary>Bytes of one header field.</summary>
    public const int FieldBytes = 64 * 1024;

    /// <summary>Bytes of all header fields of one part.</summary>
    public const int HeadBytes = 1024 * 1024;

    /// <summary>Bytes of the texts of one mail that somebody might read. What is longer is a file.</summary>
    public const int TextBytes = 5 * 1024 * 1024;

    /// <summary>Bytes of a boundary; RFC 2046 §5.1.1 allows 70.</summary>
    public const int BoundaryBytes = 500;

    /// <summary>How many multiparts with a wrong boundary are searched for the right one.</summary>
    public const int Mends = 3;
}
