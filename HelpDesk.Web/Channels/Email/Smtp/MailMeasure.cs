namespace HelpDesk.Web.Channels.Email.Smtp;

/// <summary>Swallows a mail and tells of it what the protocol must know before the first byte leaves.</summary>
internal sealed class MailMeasure : OneWayStream
{
    private long lineLength;
    private byte last;

    public long Size { get; private set; }

    /// <summary>True when a byte beyond ASCII is in it.</summary>
    public bool HasEightBit { get; private set; }

    /// <summary>Bytes of the longest line without its end.</summary>
    public long LongestLine { get; private set; }

    /// <summary>True when a line ends in anything but CR LF, or the last one in nothing: a server could see other lines than we do.</summary>
    public bool HasOddLines { get; private set; }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        foreach (var b in buffer.Span)
        {
            Count(b);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>To be called once after the last byte.</summary>
    public MailMeasure End()
    {
        HasOddLines |= Size > 0 && (last != '\n' || lineLength > 0);
        return this;
    }

    private void Count(byte b)
    {
        Size++;
        HasEightBit |= b > 127;
        HasOddLines |= b == 0 || (b == '\n') != (last == '\r');
        if (b == '\n')
        {
            LongestLine = Math.Max(LongestLine, lineLength);
            lineLength = 0;
        }
        else if (b != '\r')
        {
            lineLength++;
        }

        last = b;
    }
}
