namespace HelpDesk.Domain.Email;

/// <summary>Folds what stands below a mail as a signature, as far as its form tells.</summary>
internal static class Signatures
{
    /// <summary>More lines than this below "--" are no signature, whatever the dashes mean.</summary>
    private const int MaxLines = 20;

    private const int MaxPhoneLine = 90;
    private const int MaxClosingLine = 60;
    private const int MaxClosingLines = 6;
    private const int MaxDashedName = 30;

    /// <summary>Folds the lines that phones and mail programs add about themselves.</summary>
    public static void FoldPhones(TextLines lines)
    {
        for (var at = 0; at < lines.Count; at++)
        {
            if (lines.IsOwn(at) && (at == 0 || lines.IsBlank(at - 1)) && lines[at].Length <= MaxPhoneLine && SignatureWords.IsPhone(lines.Plain(at)))
            {
                lines.Fold(at, at + 1);
            }
        }
    }

    /// <summary>Folds the block below "--" (RFC 3676 §4.3), the foot of a mailing list, and a closing formula with a name.</summary>
    public static void Fold(TextLines lines)
    {
        var written = false;
        for (var at = 0; at < lines.Count; at++)
        {
            var end = written && lines.IsOpen(at) ? EndOfBlock(lines, at) : at;
            if (end > at)
            {
                lines.Fold(at, end);
            }

            written |= lines.IsOwn(at);
        }

        FoldClosing(lines);
    }

    private static int EndOfBlock(TextLines lines, int at)
    {
        var isFoot = lines.IsRule(at) && lines[at].Contains("____________", StringComparison.Ordinal);
        if (!isFoot && lines[at].AsSpan().TrimEnd() is not "--")
        {
            return at;
        }

        var (end, filled, names) = (at + 1, 0, false);
        for (; end < lines.Count && lines.IsOpen(end) && filled <= MaxLines; end++)
        {
            filled += lines.IsBlank(end) ? 0 : 1;
            names |= lines[end].Contains('@', StringComparison.Ordinal) || lines[end].Contains("://", StringComparison.Ordinal);
        }

        return filled <= MaxLines && (names || !isFoot) ? end : at;
    }

    // From the end upwards: short lines, then the formula that closes a letter, and something written above it.
    private static void FoldClosing(TextLines lines)
    {
        var last = LastOwn(lines, lines.Count);
        if (last > 0 && IsDashedName(lines, last))
        {
            lines.Fold(last, last + 1);
            return;
        }

        var at = last;
        for (var filled = 0; at >= 0 && filled <= MaxClosingLines && IsClosingLine(lines, at); filled++)
        {
            var above = LastOwn(lines, at);
            if (above >= 0 && SignatureWords.IsClosing(lines.Plain(at)))
            {
                FoldOwn(lines, at, last + 1);
                return;
            }

            at = above;
        }
    }

    private static int LastOwn(TextLines lines, int before)
    {
        var at = before - 1;
        while (at >= 0 && !lines.IsOwn(at))
        {
            at--;
        }

        return at;
    }

    private static bool IsDashedName(TextLines lines, int at) =>
        lines.IsBlank(at - 1) && lines[at].TrimEnd() is { Length: <= MaxDashedName } and ['-', var letter, ..] line
        && char.IsUpper(letter) && line.Count(c => c == ' ') <= 2 && line.Skip(1).All(c => char.IsLetter(c) || c is ' ' or '.' or '-');

    private static bool IsClosingLine(TextLines lines, int at) =>
        lines.Plain(at) is { Length: <= MaxClosingLine } line && !line.EndsWith('?') && !SignatureWords.IsPostscript(line);

    private static void FoldOwn(TextLines lines, int from, int to)
    {
        for (var at = from; at < to; at++)
        {
            if (lines.IsOpen(at))
            {
                lines.Fold(at, at + 1);
            }
        }
    }
}
