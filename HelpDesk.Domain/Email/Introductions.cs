namespace HelpDesk.Domain.Email;

/// <summary>Finds what introduces another mail inside a mail.</summary>
internal static class Introductions
{
    /// <summary>
    /// Folds every introduction. Below one, quoted lines speak for themselves; unquoted text is the other mail, folded to
    /// the end when its author wrote something above, and left visible when not: then the mail is a forward, and that text
    /// is what it says.
    /// </summary>
    public static void Fold(TextLines lines)
    {
        var written = false;
        var at = 0;
        while (at < lines.Count)
        {
            var end = lines.IsOwn(at) ? End(lines, at) : at;
            if (end == at)
            {
                written |= lines.IsOwn(at);
                at++;
                continue;
            }

            var next = lines.NextFilled(end);
            end = written && (next == lines.Count || !lines.IsQuoted(next)) ? lines.Count : end;
            lines.Fold(lines.RuleAbove(at), end);
            at = end;
        }
    }

    /// <summary>The line after the introduction that begins here; the line itself when none does.</summary>
    public static int End(TextLines lines, int at)
    {
        if (Dividers.IsDivider(lines.Plain(at), lines[at]))
        {
            return at + 1;
        }

        var end = Attributions.End(lines, at);
        return end > at ? end : HeaderBlocks.End(lines, at);
    }
}
