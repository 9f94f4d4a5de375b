namespace HelpDesk.Web.Channels.Email.Mime;

/// <summary>Reads mail defensively (RFC 5322, 2045–2049, 2047, 2231, 6532, 3462, 3464, 5965).</summary>
internal interface IMimeReader
{
    /// <summary>
    /// Reads whatever the bytes are, in linear time and within fixed limits. Never throws because of
    /// what they hold.
    /// </summary>
    ReadMail Read(ReadOnlyMemory<byte> raw);
}
