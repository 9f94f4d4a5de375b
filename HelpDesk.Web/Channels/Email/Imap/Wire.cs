using System.Net.Sockets;

namespace HelpDesk.Web.Channels.Email.Imap;

/// <summary>
/// Bytes to and from the server. Every wait has an end, and whatever breaks says so in one way.
/// </summary>
internal sealed class Wire(Stream stream, TimeSpan patience) : IAsyncDisposable
{
    /// <summary>The numbers of a million messages fit into one line.</summary>
    private const int LineLimit = 16 << 20;

    private readonly byte[] buffer = new byte[32_768];
    private Stream stream = stream;
    private int start;
    private int end;

    // A read that was begun goes on until something comes: to give one up in the middle would break a TLS stream.
    private Task<int>? filling;

    /// <summary>Reads up to a line's end and leaves that out; a bare LF counts.</summary>
    public async Task<byte[]> ReadLineAsync(CancellationToken ct)
    {
        using var line = new MemoryStream();
        while (true)
        {
            await FillAsync(ct);
            var length = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            Take(line, length < 0 ? end - start : length + 1);
            if (length >= 0)
            {
                return line.GetBuffer().AsSpan(0, (int)line.Length).TrimEnd("\r\n"u8).ToArray();
            }

            if (line.Length > LineLimit)
            {
                throw new ImapException(ImapTrouble.Garbled, "a line without an end");
            }
        }
    }

    /// <summary>Reads exactly so many bytes.</summary>
    public async Task CopyAsync(long count, Stream to, CancellationToken ct)
    {
        while (count > 0)
        {
            await FillAsync(ct);
            var portion = (int)Math.Min(count, end - start);
            await to.WriteAsync(buffer.AsMemory(start, portion), ct);
            start += portion;
            count -= portion;
        }
    }

    /// <summary>Waits until the server says something. False when it said nothing in that time.</summary>
    public async Task<bool> HearsAsync(TimeSpan atMost, CancellationToken ct)
    {
        if (start == end)
        {
            filling ??= stream.ReadAsync(buffer, CancellationToken.None).AsTask();
            await Task.WhenAny(filling, Task.Delay(atMost, ct));
            ct.ThrowIfCancellationRequested();
        }

        return start < end || filling!.IsCompleted;
    }

    public async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        try
        {
            await stream.WriteAsync(bytes, CancellationToken.None).AsTask().WaitAsync(patience, ct);
            await stream.FlushAsync(ct);
        }
        catch (Exception failure) when (IsBroken(failure))
        {
            throw Broken(failure);
        }
    }

    /// <summary>
    /// Goes on over a protected stream. What was sent ahead in the clear is thrown away: it may come from anybody.
    /// </summary>
    public async Task ProtectAsync(Func<Stream, Task<Stream>> protect)
    {
        (start, end) = (0, 0);
        stream = await protect(stream);
    }

    public ValueTask DisposeAsync()
    {
        // Closing ends a read that is still under way; nobody waits for it any more.
        _ = filling?.ContinueWith(task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return stream.DisposeAsync();
    }

    private async Task FillAsync(CancellationToken ct)
    {
        if (start < end)
        {
            return;
        }

        try
        {
            filling ??= stream.ReadAsync(buffer, CancellationToken.None).AsTask();
            (start, end) = (0, await filling.WaitAsync(patience, ct));
        }
        catch (Exception failure) when (IsBroken(failure))
        {
            throw Broken(failure);
        }

        filling = null;
        if (end == 0)
        {
            throw new ImapException(ImapTrouble.Closed, "");
        }
    }

    private void Take(MemoryStream line, int count)
    {
        line.Write(buffer, start, count);
        start += count;
    }

    private static bool IsBroken(Exception failure) => failure is IOException or SocketException or ObjectDisposedException or TimeoutException;

    private static ImapException Broken(Exception failure) =>
        failure is TimeoutException ? new ImapException(ImapTrouble.Silent, "", failure) : new ImapException(ImapTrouble.Closed, failure.Message, failure);
}
