using System.Text;

namespace HelpDesk.Web.Channels.Email.Imap;

/// <summary>
/// One command. Whatever comes from elsewhere goes in through <see cref="Text"/> or <see cref="Secret"/>, which quote it or
/// send it as a literal, so that it can never become a command of its own.
/// </summary>
internal sealed class ImapCommand
{
    private const string Mask = "****";

    private readonly List<StringBuilder> portions = [new()];
    private readonly StringBuilder shown = new();

    /// <param name="words">Our own words: the command and its fixed arguments.</param>
    public ImapCommand(string words)
    {
        portions[0].Append(words);
        shown.Append(words);
    }

    /// <summary>Called for every response that comes by itself while the command runs.</summary>
    public Action<ImapResponse>? Heard { get; init; }

    public LiteralSink? Sink { get; init; }

    /// <summary>What to show of it, with secrets masked.</summary>
    public string Shown => shown.ToString();

    /// <summary>What is sent at once, and then each time the server asks to go on. One byte a character.</summary>
    public IEnumerable<byte[]> Portions => portions.Select(portion => Encoding.Latin1.GetBytes(portion.Append("\r\n").ToString()));

    /// <summary>Adds our own words after a space.</summary>
    public ImapCommand Word(string word)
    {
        portions[^1].Append(' ').Append(word);
        shown.Append(' ').Append(word);
        return this;
    }

    /// <summary>Adds a foreign string.</summary>
    /// <exception cref="ArgumentException">It holds a NUL, which no command can carry.</exception>
    public ImapCommand Text(string text)
    {
        shown.Append(" \"").Append(text).Append('"');
        return Append(text);
    }

    /// <summary>Adds a string that nobody may see.</summary>
    /// <exception cref="ArgumentException">It holds a NUL, which no command can carry.</exception>
    public ImapCommand Secret(string text)
    {
        shown.Append(' ').Append(Mask);
        return Append(text);
    }

    /// <summary>Adds a secret answer: in the same line, or when the server asks for it.</summary>
    public ImapCommand SecretAnswer(string answer, bool atOnce)
    {
        if (atOnce)
        {
            portions[^1].Append(' ');
        }
        else
        {
            portions.Add(new StringBuilder());
        }

        portions[^1].Append(answer);
        shown.Append(' ').Append(Mask);
        return this;
    }

    private ImapCommand Append(string text)
    {
        var bytes = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
        if (bytes.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException("An IMAP string holds no NUL.", nameof(text));
        }

        if (bytes.All(c => c is >= ' ' and <= '~'))
        {
            var quoted = bytes.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
            portions[^1].Append(" \"").Append(quoted).Append('"');
        }
        else
        {
            portions[^1].Append(System.Globalization.CultureInfo.InvariantCulture, $" {{{bytes.Length}}}");
            portions.Add(new StringBuilder(bytes));
        }

        return this;
    }
}
