namespace HelpDesk.Web.Channels.Email.Html;

/// <summary>Puts lines together while a tree is read.</summary>
internal sealed class LineBuilder
{
    private readonly List<HtmlLine> lines = [];

    public List<HtmlLine> Lines => lines;

    /// <summary>The line that is being written.</summary>
    public HtmlLine Line { get; private set; } = new();

    /// <summary>How many elements around this place are another mail, or a signature.</summary>
    public int Quotes { get; set; }

    /// <summary>How many are only set off like one.</summary>
    public int WeakQuotes { get; set; }

    /// <summary>All from here on is another mail.</summary>
    public bool IsTail { get; set; }

    /// <summary>An empty line stands before whatever comes next.</summary>
    public bool IsGapDue { get; set; }

    /// <summary>The line to write on, with all that was due before it.</summary>
    public HtmlLine Current()
    {
        if (IsGapDue)
        {
            IsGapDue = false;
            lines.Add(new HtmlLine());
        }

        if (Line.IsEmpty)
        {
            Line.IsQuoted = IsTail || Quotes > 0;
            Line.IsWeak = WeakQuotes > 0;
        }

        return Line;
    }

    /// <summary>Begins a new line, unless this one is still empty.</summary>
    public void Break()
    {
        if (!Line.IsEmpty)
        {
            End();
        }
    }

    public void End()
    {
        lines.Add(Line);
        Line = new HtmlLine();
    }

    /// <summary>From the end upwards: what is only set off counts as a quote until the author speaks.</summary>
    public void Weigh()
    {
        var at = lines.Count - 1;
        while (at >= 0 && (lines[at].IsQuoted || lines[at].IsWeak || lines[at].Text.Length == 0))
        {
            lines[at].IsQuoted |= lines[at].IsWeak;
            at--;
        }
    }
}
