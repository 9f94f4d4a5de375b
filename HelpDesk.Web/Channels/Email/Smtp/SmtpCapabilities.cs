using System.Globalization;

namespace HelpDesk.Web.Channels.Email.Smtp;

/// <summary>What a server offers in its answer to EHLO (RFC 5321 §4.1.1.1). Nothing that is not named is used.</summary>
internal sealed class SmtpCapabilities
{
    /// <summary>Of a server that knows only HELO.</summary>
    public static readonly SmtpCapabilities None = new(new SmtpReply(250, [""]));

    private readonly Dictionary<string, string> offered = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="ehlo">Its first line names the server, each further line one capability.</param>
    public SmtpCapabilities(SmtpReply ehlo)
    {
        foreach (var line in ehlo.Lines.Skip(1))
        {
            // Some old servers write AUTH=LOGIN.
            var words = line.Trim().Split([' ', '='], 2, StringSplitOptions.TrimEntries);
            offered[words[0]] = offered.TryGetValue(words[0], out var before) ? $"{before} {words.ElementAtOrDefault(1)}" : words.ElementAtOrDefault(1) ?? "";
        }
    }

    public bool StartTls => offered.ContainsKey("STARTTLS");

    public bool EightBit => offered.ContainsKey("8BITMIME");

    /// <summary>Addresses beyond ASCII (RFC 6531).</summary>
    public bool Utf8 => offered.ContainsKey("SMTPUTF8") && EightBit;

    /// <summary>True when the size of a mail may be announced (RFC 1870).</summary>
    public bool Size => offered.ContainsKey("SIZE");

    /// <summary>Bytes of the largest mail that is taken; null when the server does not say.</summary>
    public long? MaxSize => long.TryParse(offered.GetValueOrDefault("SIZE"), NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most > 0 ? most : null;

    /// <summary>Ways to sign in (RFC 4954), in capitals.</summary>
    public IReadOnlyList<string> Auth => (offered.GetValueOrDefault("AUTH") ?? "").ToUpperInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
