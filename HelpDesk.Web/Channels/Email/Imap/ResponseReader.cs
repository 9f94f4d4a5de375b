using System.Text;

namespace HelpDesk.Web.Channels.Email.Imap;

/// <summary>Where the content of a fetched item goes; null keeps it with the other values.</summary>
/// <param name="item">Its name, such as <c>BODY[]</c>.</param>
/// <param name="size">Bytes that the server announces.</param>
internal delegate Stream? LiteralSink(string item, long size);

/// <summary>Reads what the server says, one response at a time.</summary>
internal sealed class ResponseReader(Wire wire)
{
    /// <summary>What nobody asked for in bulk is not taken in bulk.</summary>
    private const long LiteralLimit = 1 << 20;

    /// <exception cref="ImapException">The connection broke, or what came makes no sense.</exception>
    public async Task<ImapResponse> ReadAsync(LiteralSink? sink, CancellationToken ct)
    {
        var line = await ReadLineAsync(ct);
        if (ImapResponse.OfState(line) is { } state)
        {
            return state;
        }

        if (!line.AsSpan().StartsWith("* "u8))
        {
            throw new ImapException(ImapTrouble.Garbled, Encoding.Latin1.GetString(line.AsSpan(0, Math.Min(line.Length, 80))));
        }

        var parser = new ValueParser();
        for (var announced = parser.Take(line.AsSpan(2)); announced is { } size; announced = parser.Take(await wire.ReadLineAsync(ct)))
        {
            parser.Add(await ReadLiteralAsync(parser.LastAtom, size, sink, ct));
        }

        return new ImapResponse { Tag = "*", Values = parser.Finish() };
    }

    // Some servers put empty lines between their answers.
    private async Task<byte[]> ReadLineAsync(CancellationToken ct)
    {
        byte[] line;
        do
        {
            line = await wire.ReadLineAsync(ct);
        }
        while (line.Length == 0);

        return line;
    }

    private async Task<ImapValue> ReadLiteralAsync(string item, long size, LiteralSink? sink, CancellationToken ct)
    {
        if (sink?.Invoke(item, size) is { } stream)
        {
            await wire.CopyAsync(size, stream, ct);
            return ImapValue.Streamed;
        }

        if (size > LiteralLimit)
        {
            throw new ImapException(ImapTrouble.Garbled, $"{size} bytes that nobody asked for");
        }

        using var content = new MemoryStream();
        await wire.CopyAsync(size, content, ct);
        return ImapValue.String(Encoding.Latin1.GetString(content.GetBuffer(), 0, (int)content.Length));
    }
}
