using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace HelpDesk.Web.Channels.Email.Smtp;

/// <summary>
/// Lines to a server and replies from it, each within its time. Whatever the server sends, a reply is a few lines of
/// moderate length or the connection is broken.
/// </summary>
internal sealed class SmtpWire(Stream transport, TimeProvider clock) : IAsyncDisposable
{
    /// <summary>RFC 5321 §4.5.3.1.5 says 512; servers that explain themselves say more.</summary>
    private const int MaxLine = 4_096;

    private const int MaxLines = 128;

    private readonly byte[] buffer = new byte[MaxLine];
    private Stream stream = transport;
    private int start;
    private int end;

    /// <summary>True when the server said more than it was asked for.</summary>
    public bool HasUnread => end > start;

    /// <summary>True when nothing more can be said.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Reads one reply, all its lines.</summary>
    /// <exception cref="SmtpBrokenException">There is none in time, or it is none.</exception>
    public Task<SmtpReply> ReadAsync(TimeSpan within, CancellationToken ct) => BoundAsync(within, ReadReplyAsync, ct);

    /// <summary>Writes one line.</summary>
    /// <exception cref="ArgumentException">It would be two, or hold what no line may hold.</exception>
    public Task WriteLineAsync(string line, TimeSpan within, CancellationToken ct)
    {
        // Whoever gets this far with a line break would speak commands of their own to the server.
        if (line.AsSpan().ContainsAny('\r', '\n', '\0'))
        {
            throw new ArgumentException("A line break or NUL in a command.", nameof(line));
        }

        return WriteAsync(Encoding.UTF8.GetBytes(line + "\r\n"), within, ct);
    }

    public async Task WriteAsync(ReadOnlyMemory<byte> bytes, TimeSpan within, CancellationToken ct) => await BoundAsync(
        within,
        async token =>
        {
            await stream.WriteAsync(bytes, token);
            await stream.FlushAsync(token);
            return true;
        },
        ct);

    /// <summary>From here on everything is inside TLS.</summary>
    public Task SecureAsync(SslClientAuthenticationOptions options, TimeSpan within, CancellationToken ct) => BoundAsync(
        within,
        async token =>
        {
            var secure = new SslStream(stream);
            stream = secure;
            await secure.AuthenticateAsClientAsync(options, token);
            return true;
        },
        ct);

    public ValueTask DisposeAsync() => stream.DisposeAsync();

    private async Task<T> BoundAsync<T>(TimeSpan within, Func<CancellationToken, Task<T>> work, CancellationToken ct)
    {
        using var timer = new CancellationTokenSource(within, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, ct);
        var whole = false;
        try
        {
            var result = await work(either.Token);
            whole = true;
            return result;
        }
        catch (OperationCanceledException late) when (!ct.IsCancellationRequested)
        {
            throw new SmtpBrokenException(new("The mail server did not answer within {0} seconds.", Math.Round(within.TotalSeconds)), cause: late);
        }
        catch (Exception broken) when (broken is IOException or SocketException or ObjectDisposedException)
        {
            throw new SmtpBrokenException(new("The connection to the mail server broke: {0}", broken.Message), cause: broken);
        }
        finally
        {
            IsBroken |= !whole;
        }
    }

    private async Task<SmtpReply> ReadReplyAsync(CancellationToken ct)
    {
        var lines = new List<string>();
        int? code = null;
        for (var goesOn = true; goesOn;)
        {
            var line = await ReadLineAsync(ct);
            if (!TryRead(line, out var said, out goesOn) || (code ?? said) != said || lines.Count == MaxLines)
            {
                throw new SmtpBrokenException(new("The mail server said something that is no reply: {0}", Shown(line)));
            }

            code = said;
            lines.Add(Shown(line.Length > 4 ? line[4..] : ""));
        }

        return new SmtpReply(code!.Value, lines);
    }

    private static bool TryRead(string line, out int code, out bool goesOn)
    {
        goesOn = line.Length > 3 && line[3] == '-';
        code = 0;
        return line.Length >= 3
            && (line.Length == 3 || line[3] is ' ' or '-')
            && line.AsSpan(0, 3).ContainsAnyExceptInRange('0', '9') is false
            && int.TryParse(line.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out code)
            && code is >= 200 and < 600;
    }

    private static string Shown(string line) =>
        string.Concat(line.Take(512).Select(c => char.IsControl(c) ? ' ' : c));

    private async Task<string> ReadLineAsync(CancellationToken ct)
    {
        while (true)
        {
            var found = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            if (found >= 0)
            {
                var line = Encoding.UTF8.GetString(buffer, start, found).TrimEnd('\r');
                start += found + 1;
                return line;
            }

            await FillAsync(ct);
        }
    }

    private async Task FillAsync(CancellationToken ct)
    {
        buffer.AsSpan(start, end - start).CopyTo(buffer);
        (start, end) = (0, end - start);
        if (end == buffer.Length)
        {
            throw new SmtpBrokenException(new("The mail server sent a line without an end."));
        }

        var read = await stream.ReadAsync(buffer.AsMemory(end), ct);
        if (read == 0)
        {
            throw new SmtpBrokenException(new("The mail server closed the connection."));
        }

        end += read;
    }
}
