using System.Text;

namespace HelpDesk.Domain.Email;

/// <summary>The lines of a mail, each of them visible or folded.</summary>
internal sealed class TextLines
{
    /// <summary>Nothing that introduces or signs is longer, in characters.</summary>
    public const int MaxMarker = 500;

    /// <summary>Quoted lines at least this long may have been wrapped on their way.</summary>
    private const int WrapsFrom = 60;

    private readonly string[] lines;
    private readonly bool[] folded;
    private readonly bool[] quoted;

    public TextLines(string text)
    {
        lines = [.. text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n').SelectMany(Attributions.Part)];
        folded = new bool[lines.Length];
        quoted = new bool[lines.Length];
        for (var at = 0; at < lines.Length; at++)
        {
            quoted[at] = StartsQuoted(at) || IsWrapped(at);
        }
    }

    public TextLines(IReadOnlyList<MailLine> known)
    {
        lines = [.. known.Select(line => line.Text)];
        folded = new bool[lines.Length];
        quoted = [.. known.Select((line, at) => line.IsQuoted || StartsQuoted(at))];
    }

    public int Count => lines.Length;

    public string this[int at] => lines[at];

    /// <summary>The line as rules compare it: without emphasis and white space around it; empty when it is too long to matter.</summary>
    public string Plain(int at)
    {
        var line = lines[at].AsSpan().Trim();
        return line.Length > MaxMarker ? "" : line.Trim("*\u200e\u200f ").ToString();
    }

    public bool IsBlank(int at) => string.IsNullOrWhiteSpace(lines[at]);

    public bool IsQuoted(int at) => quoted[at];

    /// <summary>A line that only draws a line.</summary>
    public bool IsRule(int at) => lines[at].AsSpan().Trim("-_=*—–─ \t").IsEmpty && !IsBlank(at);

    /// <summary>Written by the author of this mail, as far as is known by now.</summary>
    public bool IsOwn(int at) => !folded[at] && !quoted[at] && !IsBlank(at) && !IsRule(at);

    /// <summary>Neither folded nor quoted yet.</summary>
    public bool IsOpen(int at) => !folded[at] && !quoted[at];

    /// <summary>Folds the lines, the empty lines below and the ruled and empty lines above that belong to them.</summary>
    public void Fold(int from, int to)
    {
        while (to < Count && IsBlank(to))
        {
            to++;
        }

        folded.AsSpan(from, to - from).Fill(true);
    }

    /// <summary>Where a ruled line begins that stands above this one, empty lines between; else the line itself.</summary>
    public int RuleAbove(int at)
    {
        var above = at - 1;
        while (above >= 0 && above > at - 3 && IsBlank(above))
        {
            above--;
        }

        return above >= 0 && !folded[above] && IsRule(above) ? above : at;
    }

    /// <summary>The first line from here on that is not empty; <see cref="Count"/> when there is none.</summary>
    public int NextFilled(int at)
    {
        while (at < Count && IsBlank(at))
        {
            at++;
        }

        return at;
    }

    /// <summary>Whether each line is folded; none is when the author wrote nothing else.</summary>
    public bool[] Folds() => Enumerable.Range(0, Count).Any(IsOwn) ? folded : new bool[Count];

    public SplitText Split()
    {
        var visible = Join(false);
        return visible.Length == 0 ? new SplitText(string.Join('\n', lines).Trim(), "") : new SplitText(visible, Join(true));
    }

    private string Join(bool wanted)
    {
        var text = new StringBuilder();
        for (var at = 0; at < lines.Length; at++)
        {
            if (folded[at] == wanted)
            {
                text.Append(lines[at].AsSpan().TrimEnd()).Append('\n');
            }
        }

        return text.ToString().Trim('\n');
    }

    // ">From" is what mail stores make of a line that begins with From.
    private bool StartsQuoted(int at) =>
        lines[at].AsSpan().TrimStart() is ['>', ..] rest && (!rest.StartsWith(">From ") || Begins(at - 1) || Begins(at + 1));

    private bool Begins(int at) => at >= 0 && at < lines.Length && lines[at].StartsWith('>');

    // The end of a quoted line that was broken in two: the first half is long and no end of a sentence, a quoted line follows.
    private bool IsWrapped(int at) =>
        at > 0 && at + 1 < lines.Length && !IsBlank(at) && StartsQuoted(at - 1) && StartsQuoted(at + 1)
        && lines[at - 1].Length >= WrapsFrom && lines[at - 1].AsSpan().TrimEnd() is not [.., '.' or '?' or '!' or ':'];
}
