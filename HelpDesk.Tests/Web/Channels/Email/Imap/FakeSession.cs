using System.Globalization;
using System.Text;

namespace HelpDesk.Tests.Web.Channels.Email.Imap;

/// <summary>One client of the server of a test.</summary>
internal sealed class FakeSession(FakeImap server, Stream stream, int? cutAfter)
{
    private readonly byte[] one = new byte[1];
    private readonly SemaphoreSlim speaking = new(1, 1);
    private Stream stream = stream;
    private FakeFolder? folder;
    private bool isOver;
    private int sent;

    public async Task RunAsync(CancellationToken ct)
    {
        await SendAsync(server.Greeting + "\r\n");
        while (!isOver && await ReadCommandAsync(ct) is { } line)
        {
            var (tag, command) = line.IndexOf(' ', StringComparison.Ordinal) is var space and > 0 ? (line[..space], line[(space + 1)..]) : (line, "");
            server.Heard.Enqueue(command);
            if (server.Instead is null || !await server.Instead(this, tag, command))
            {
                await AnswerAsync(tag, command, ct);
            }
        }
    }

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    public async Task SendAsync(byte[] bytes)
    {
        await speaking.WaitAsync();
        try
        {
            var left = cutAfter - sent ?? int.MaxValue;
            await stream.WriteAsync(bytes.AsMemory(0, Math.Min(bytes.Length, left)));
            sent += bytes.Length;
            if (bytes.Length >= left)
            {
                await stream.DisposeAsync();
                throw new IOException("cut off");
            }
        }
        finally
        {
            speaking.Release();
        }
    }

    public async Task HangUpAsync()
    {
        isOver = true;
        await stream.DisposeAsync();
    }

    /// <summary>A line without its end; null when the client is gone.</summary>
    public async Task<string?> ReadLineAsync(CancellationToken ct)
    {
        var line = new List<byte>();
        while (await stream.ReadAsync(one, ct) == 1)
        {
            if (one[0] == '\n')
            {
                return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            }

            line.Add(one[0]);
        }

        return null;
    }

    public async Task ProtectAsync() => stream = await FakeImap.ProtectAsync(stream);

    private async Task<string?> ReadCommandAsync(CancellationToken ct)
    {
        var command = new StringBuilder();
        while (await ReadLineAsync(ct) is { } line)
        {
            command.Append(line);
            if (!line.EndsWith('}'))
            {
                return command.ToString();
            }

            var size = int.Parse(line.AsSpan(line.LastIndexOf('{') + 1).TrimEnd('}'), CultureInfo.InvariantCulture);
            await SendAsync("+ go on\r\n");
            var literal = new byte[size];
            await stream.ReadExactlyAsync(literal, ct);
            command.Append("\r\n").Append(Encoding.UTF8.GetString(literal));
        }

        return null;
    }

    private async Task AnswerAsync(string tag, string command, CancellationToken ct)
    {
        var words = command.Split(' ');
        switch (words[0].ToUpperInvariant())
        {
            case "CAPABILITY":
                await SendAsync($"* CAPABILITY {string.Join(' ', server.Capabilities)}\r\n{tag} OK done\r\n");
                break;
            case "LOGIN":
                var isKnown = command == $"LOGIN \"{FakeImap.User}\" \"{server.Secret}\"";
                await SendAsync(isKnown ? $"{tag} OK welcome\r\n" : $"{tag} NO [AUTHENTICATIONFAILED] wrong\r\n");
                break;
            case "AUTHENTICATE":
                await AuthenticateAsync(tag, words, ct);
                break;
            case "STARTTLS":
                await SendAsync($"{tag} OK begin\r\n");
                await ProtectAsync();
                break;
            case "ID":
                await SendAsync($"* ID NIL\r\n{tag} OK done\r\n");
                break;
            case "LIST":
                await SendAsync(string.Concat(server.Folders.Keys.Prepend("INBOX").Select(name => $"* LIST (\\HasNoChildren) \"/\" \"{name}\"\r\n")) + $"{tag} OK done\r\n");
                break;
            case "EXAMINE":
                await ExamineAsync(tag, command["EXAMINE \"".Length..^1]);
                break;
            case "IDLE":
                await IdleAsync(tag, ct);
                break;
            case "NOOP":
                await SendAsync($"{tag} OK done\r\n");
                break;
            case "LOGOUT":
                await SendAsync($"* BYE bye\r\n{tag} OK done\r\n");
                isOver = true;
                break;
            case "UID" or "FETCH" when folder is not null:
                await new FakeQueries(folder, SendAsync).AnswerAsync(tag, command);
                break;
            default:
                await SendAsync($"{tag} BAD what?\r\n");
                break;
        }
    }

    private async Task AuthenticateAsync(string tag, string[] words, CancellationToken ct)
    {
        var answer = words.Length > 2 ? words[2] : null;
        if (answer is null)
        {
            await SendAsync("+ \r\n");
            answer = await ReadLineAsync(ct);
        }

        var expected = words[1] == "PLAIN"
            ? $"\0{FakeImap.User}\0{server.Secret}"
            : $"user={FakeImap.User}\u0001auth=Bearer {server.Secret}\u0001\u0001";
        if (answer == Convert.ToBase64String(Encoding.UTF8.GetBytes(expected)))
        {
            await SendAsync($"{tag} OK [CAPABILITY {string.Join(' ', server.Capabilities)}] welcome\r\n");
            return;
        }

        if (words[1] == "XOAUTH2")
        {
            await SendAsync("+ eyJzdGF0dXMiOiI0MDAifQ==\r\n");
            (await ReadLineAsync(ct)).ShouldBe("");
        }

        await SendAsync($"{tag} NO [AUTHENTICATIONFAILED] wrong\r\n");
    }

    private async Task ExamineAsync(string tag, string name)
    {
        folder = server.Find(name);
        await SendAsync(folder is null
            ? $"{tag} NO [NONEXISTENT] no such folder\r\n"
            : $"* FLAGS (\\Seen)\r\n* {folder.Mails.Count} EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY {folder.UidValidity}] valid\r\n* OK [UIDNEXT {folder.UidNext}] next\r\n{tag} OK [READ-ONLY] done\r\n");
    }

    private async Task IdleAsync(string tag, CancellationToken ct)
    {
        await SendAsync("+ idling\r\n");
        void Tell() => _ = SendAsync($"* {folder!.Mails.Count} EXISTS\r\n").ContinueWith(_ => { }, TaskScheduler.Default);
        folder!.Changed += Tell;
        try
        {
            (await ReadLineAsync(ct) is null or "DONE").ShouldBeTrue("a client in IDLE says DONE and nothing else");
        }
        finally
        {
            folder.Changed -= Tell;
        }

        await SendAsync($"{tag} OK done\r\n");
    }
}
