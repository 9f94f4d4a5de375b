using System.Text;
using AngleSharp.Dom;

namespace HelpDesk.Web.Channels.Email.Html;

/// <summary>A line of a mail as a reader of its HTML sees it.</summary>
internal sealed class HtmlLine
{
    private readonly StringBuilder text = new();

    /// <summary>What stands on the line: texts, pictures, empty elements.</summary>
    public List<INode> Leaves { get; } = [];

    /// <summary>The structure of the mail says that this is another mail, or a signature.</summary>
    public bool IsQuoted { get; set; }

    /// <summary>Only set off like a quote: quoted when nothing of the author follows.</summary>
    public bool IsWeak { get; set; }

    public string Text => text.ToString().TrimEnd();

    /// <summary>Nothing to read and no line break yet: empty elements alone make no line.</summary>
    public bool IsEmpty => text.Length == 0 && !IsBroken;

    /// <summary>A line break of the author ends it.</summary>
    public bool IsBroken { get; set; }

    public int Length => text.Length;

    public void Add(string more) => text.Append(more);

    /// <summary>Adds text as HTML shows it: white space once and never at the beginning of a line. False when nothing was added.</summary>
    public bool AddFlowing(string more)
    {
        var before = text.Length;
        foreach (var c in more)
        {
            if (c is not (' ' or '\t' or '\n' or '\r' or '\f'))
            {
                text.Append(c);
            }
            else if (text.Length > 0 && text[^1] != ' ')
            {
                text.Append(' ');
            }
        }

        return text.Length > before;
    }

    public bool Contains(string part, int from) => text.ToString(from, text.Length - from).Contains(part, StringComparison.OrdinalIgnoreCase);
}
