using System.Text;
using HelpDesk.Domain.Email;

namespace HelpDesk.Web.Channels.Email.Mime;

/// <summary>Words of an address field up to a comma or bracket: a display name, or an address without brackets.</summary>
internal sealed class Phrase
{
    private readonly StringBuilder shown = new();
    private readonly StringBuilder written = new();
    private bool isSpaced;
    private bool isParted;
    private bool isName;

    /// <summary>An @ that stands in no quotes and no encoded word.</summary>
    public bool HasAt { get; private set; }

    public string Comment { get; set; } = "";

    public bool IsEmpty => written.Length == 0;

    /// <summary>As a display name, without quotes; encoded words still stand in it.</summary>
    public string Shown => shown.ToString();

    /// <summary>As an address, with quotes and without blanks around its dots and its @.</summary>
    public string Written => written.ToString();

    public void Space() => isSpaced = true;

    public void Atom(string text)
    {
        Add(text, text);
        HasAt = HasAt || text.Contains('@', StringComparison.Ordinal);
    }

    public void Word(string encoded)
    {
        Add(encoded, encoded);
        isName = true;
    }

    public void Quote(string text, string quoted) => Add(text, quoted);

    /// <summary>
    /// Without brackets it is an address if it is one word; else a name of nobody, also where one of its words is an
    /// address.
    /// </summary>
    public Mailbox Alone()
    {
        var address = Written;
        var isAddress = !isName && !isParted && (HasAt || address[0] != '"');
        return isAddress ? new Mailbox(EncodedWords.Decode(Comment), address) : new Mailbox(EncodedWords.Decode(Shown), "");
    }

    // Old mails have blanks around dots and @ (RFC 5322 §4.4); elsewhere a blank parts two words.
    private void Add(string text, string spelled)
    {
        var isGap = isSpaced && written.Length > 0;
        if (isGap && written[^1] is not ('@' or '.') && spelled[0] is not ('@' or '.'))
        {
            written.Append(' ');
            isParted = true;
        }

        shown.Append(isGap ? " " : "").Append(text);
        written.Append(spelled);
        isSpaced = false;
    }
}
