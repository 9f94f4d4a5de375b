using System.Globalization;

namespace HelpDesk.Web.Channels.Email.Smtp;

/// <summary>Who sends to whom, and what the server has said about each of them so far.</summary>
internal sealed class SmtpEnvelope
{
    private static readonly IdnMapping Domains = new() { UseStd3AsciiRules = true };

    private readonly Dictionary<string, SmtpReply> answers = new(StringComparer.Ordinal);

    /// <exception cref="ArgumentException">One of the addresses could not stand in a command.</exception>
    public SmtpEnvelope(string from, IEnumerable<string> recipients)
    {
        From = Path(from);
        Recipients = [.. recipients.Distinct(StringComparer.Ordinal)];
        Paths = Recipients.ToDictionary(recipient => recipient, Path, StringComparer.Ordinal);
    }

    /// <summary>The sender as the wire knows it; bounces come back to it.</summary>
    public string From { get; }

    /// <summary>As they were given.</summary>
    public IReadOnlyList<string> Recipients { get; }

    /// <summary>The last word about a recipient: a refusal, or the answer to the whole mail. Stays known when the connection breaks.</summary>
    public IReadOnlyDictionary<string, SmtpReply> Answers => answers;

    /// <summary>True when the server must know addresses beyond ASCII.</summary>
    public bool NeedsUtf8 => !From.All(char.IsAscii) || Recipients.Any(NeedsUtf8For);

    private Dictionary<string, string> Paths { get; }

    public string PathOf(string recipient) => Paths[recipient];

    public bool NeedsUtf8For(string recipient) => !Paths[recipient].All(char.IsAscii);

    public void Answer(string recipient, SmtpReply reply) => answers[recipient] = reply;

    /// <summary>
    /// An address as a command carries it: the domain in ASCII (RFC 5890), no brackets, blanks or control characters, so
    /// that it cannot end the argument it stands in.
    /// </summary>
    public static string Path(string address)
    {
        var at = address.LastIndexOf('@');
        if (at <= 0 || at == address.Length - 1 || address.Length > 320 || address.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c is '<' or '>' or '"' or '\\' or '(' or ')' or ',' or ';' or ':') || address.IndexOf('@', StringComparison.Ordinal) != at)
        {
            throw new ArgumentException("This is not one plain address.", nameof(address));
        }

        var domain = address[(at + 1)..];
        return address[..(at + 1)] + (domain.All(char.IsAscii) ? domain : Domains.GetAscii(domain));
    }
}
