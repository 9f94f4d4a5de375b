using HelpDesk.Web.Outbox.Mime;

namespace HelpDesk.Web.Channels.Email.Smtp;

/// <summary>Who sends to whom, and what the server has said about each of them so far.</summary>
internal sealed class SmtpEnvelope
{
    private readonly Dictionary<string, SmtpReply> answers = new(StringComparer.Ordinal);

    /// <param name="from">Where bounces go; null for a mail that nothing may come back for (RFC 5321 §4.5.5).</param>
    /// <param name="recipients">Who gets it.</param>
    /// <exception cref="SmtpUnfitException">One of the addresses could not stand in a command.</exception>
    public SmtpEnvelope(string? from, IEnumerable<string> recipients)
    {
        From = from is null ? "" : Path(from);
        Recipients = [.. recipients.Distinct(StringComparer.Ordinal)];
        Paths = Recipients.ToDictionary(recipient => recipient, Path, StringComparer.Ordinal);
    }

    /// <summary>The sender as the wire knows it; bounces come back to it. Empty where none may.</summary>
    public string From { get; }

    /// <summary>As they were given.</summary>
    public IReadOnlyList<string> Recipients { get; }

    /// <summary>The last word about a recipient: a refusal, or the answer to the whole mail. Stays known when the connection breaks.</summary>
    public IReadOnlyDictionary<string, SmtpReply> Answers => answers;

    /// <summary>True when the server must know addresses beyond ASCII.</summary>
    public bool NeedsUtf8 => !From.All(char.IsAscii) || !Paths.Values.All(path => path.All(char.IsAscii));

    private Dictionary<string, string> Paths { get; }

    public string PathOf(string recipient) => Paths[recipient];

    public void Answer(string recipient, SmtpReply reply) => answers[recipient] = reply;

    private static string Path(string address) =>
        WireAddress.TryMake(address, out var written) ? written : throw new SmtpUnfitException("An address of this mail is not one plain address.");
}
