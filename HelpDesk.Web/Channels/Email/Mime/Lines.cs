namespace HelpDesk.Web.Channels.Email.Mime;

/// <summary>One line: its bytes without the break, and where the next one begins.</summary>
internal readonly record struct Line(int Start, int End, int Next)
{
    public bool IsEmpty => End == Start;
}

/// <summary>
/// The lines of a mail. They end in CR LF, or in LF alone, or (from old machines) in CR alone; a stray CR in a mail of
/// the first two kinds ends nothing, so that nobody smuggles a field in.
/// </summary>
internal sealed class Lines
{
    private const int Sample = 16 * 1024;

    private readonly ReadOnlyMemory<byte> raw;
    private readonly bool endInCr;

    public Lines(ReadOnlyMemory<byte> raw)
    {
        this.raw = raw;
        endInCr = EndInCr(raw.Span[..Math.Min(raw.Length, Sample)]);
    }

    public int Length => raw.Length;

    public ReadOnlySpan<byte> Bytes => raw.Span;

    public Line At(int start)
    {
        var rest = raw.Span[start..];
        var length = endInCr ? rest.IndexOfAny((byte)'\r', (byte)'\n') : rest.IndexOf((byte)'\n');
        if (length < 0)
        {
            return new Line(start, start + rest.TrimEnd((byte)'\r').Length, raw.Length);
        }

        var next = start + length + 1;
        var isPair = endInCr && rest[length] == '\r' && next < raw.Length && raw.Span[next] == '\n';
        return new Line(start, start + rest[..length].TrimEnd((byte)'\r').Length, isPair ? next + 1 : next);
    }

    /// <summary>Where the next line begins that may be a boundary; the end of the mail where there is none.</summary>
    public int NextDashes(int start)
    {
        for (var at = start; ; at++)
        {
            var length = raw.Span[at..].IndexOf("--"u8);
            at = length < 0 ? raw.Length : at + length;
            if (length < 0 || at == start || raw.Span[at - 1] == '\n' || (endInCr && raw.Span[at - 1] == '\r'))
            {
                return at;
            }
        }
    }

    public ReadOnlySpan<byte> Of(Line line) => raw.Span[line.Start..line.End];

    /// <summary>Where a text ends whose last line break belongs to the boundary after it (RFC 2046 §5.1.1).</summary>
    public int BeforeBreak(int end, int start)
    {
        var span = raw.Span;
        if (end > start && span[end - 1] == '\n')
        {
            end--;
        }

        return end > start && span[end - 1] == '\r' ? end - 1 : end;
    }

    private static bool EndInCr(ReadOnlySpan<byte> sample)
    {
        var feeds = sample.Count((byte)'\n');
        return sample.Count((byte)'\r') - sample.Count("\r\n"u8) > feeds;
    }
}
