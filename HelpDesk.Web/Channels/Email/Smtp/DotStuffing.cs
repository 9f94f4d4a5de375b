namespace HelpDesk.Web.Channels.Email.Smtp;

/// <summary>
/// The message as it goes over the wire: a line that begins with a dot gets another one, so that none of them ends the
/// mail (RFC 5321 §4.5.2).
/// </summary>
internal sealed class DotStuffing(SmtpWire wire) : OneWayStream
{
    private bool atLineStart = true;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var stuffed = new List<byte>(buffer.Length + 64);
        foreach (var b in buffer.Span)
        {
            if (atLineStart && b == '.')
            {
                stuffed.Add((byte)'.');
            }

            stuffed.Add(b);
            atLineStart = b == '\n';
        }

        await wire.WriteAsync(stuffed.ToArray(), SmtpTimeouts.Block, cancellationToken);
    }

    /// <summary>The line that ends the mail.</summary>
    public Task EndAsync(CancellationToken ct) =>
        wire.WriteAsync(atLineStart ? ".\r\n"u8.ToArray() : "\r\n.\r\n"u8.ToArray(), SmtpTimeouts.Block, ct);
}
