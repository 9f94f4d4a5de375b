namespace HelpDesk.Domain.Email;

/// <summary>
/// Tells what somebody wrote from what their mail program put below it. Nothing is deleted: what is not visible is folded.
/// Looks at a fixed number of lines around each line, so the time grows with the text and with nothing else.
/// </summary>
public static class QuotedText
{
    /// <summary>
    /// Splits by these rules, in this order: the line of a phone ("Sent from my …"); whatever introduces another mail (who
    /// wrote when, a divider, a block of header fields) together with all below it; signatures; blocks of quoted lines,
    /// unless the author answers below more than one of them. A mail that says nothing of its own is all visible.
    /// </summary>
    public static SplitText Split(string text)
    {
        var lines = new TextLines(text);
        Fold(lines);
        return lines.Split();
    }

    /// <summary>The same for lines of which some are known to be quoted: says of each line whether it is folded.</summary>
    public static bool[] Fold(IReadOnlyList<MailLine> lines)
    {
        var read = new TextLines(lines);
        Fold(read);
        return read.Folds();
    }

    private static void Fold(TextLines lines)
    {
        Signatures.FoldPhones(lines);
        Introductions.Fold(lines);
        Signatures.Fold(lines);
        QuoteBlocks.Fold(lines);
    }
}

/// <summary>A line of a mail.</summary>
/// <param name="IsQuoted">Known to repeat another mail, whatever it looks like.</param>
public sealed record MailLine(string Text, bool IsQuoted);
