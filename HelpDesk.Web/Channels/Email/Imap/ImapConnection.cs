using System.Globalization;

namespace HelpDesk.Web.Channels.Email.Imap;

/// <summary>One conversation with a server: commands one after another, and what it says by itself.</summary>
internal sealed partial class ImapConnection : IAsyncDisposable
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly ImapServer server;
    private readonly Wire wire;
    private readonly ResponseReader reader;
    private readonly Action<DialogueLine> overheard;
    private HashSet<string> capabilities = [];
    private int commands;
    private bool isUsable = true;

    public ImapConnection(ImapServer server, Wire wire, Action<DialogueLine>? overheard)
    {
        this.server = server;
        this.wire = wire;
        this.overheard = overheard ?? (_ => { });
        reader = new ResponseReader(wire);
    }

    /// <summary>The server has said what it can do since we last changed ourselves (TLS, signing in).</summary>
    public bool KnowsCapabilities => capabilities.Count > 0;

    public bool Can(string capability) => capabilities.Contains(capability);

    public void ForgetCapabilities() => capabilities = [];

    /// <summary>What the server says first.</summary>
    public Task<ImapResponse> GreetingAsync(CancellationToken ct) => BoundAsync(token => HearAsync(null, token), ct);

    /// <summary>Runs a command to its end.</summary>
    /// <returns>What the server says at the end: OK or NO.</returns>
    /// <exception cref="ImapException">The connection broke, the server said good-bye, or does not understand.</exception>
    public Task<ImapResponse> AskAsync(ImapCommand command, CancellationToken ct) => BoundAsync(token => ConverseAsync(command, token), ct);

    /// <summary>Runs a command that must succeed.</summary>
    /// <exception cref="ImapException">As for <see cref="AskAsync"/>, or the server refused.</exception>
    public async Task<ImapResponse> RunAsync(ImapCommand command, CancellationToken ct)
    {
        var answer = await AskAsync(command, ct);
        return answer.State == "OK" ? answer : throw new ImapException(answer.AsksForPatience ? ImapTrouble.Busy : ImapTrouble.Refused, answer.Words);
    }

    /// <summary>Goes on over TLS, knowing nothing of what was said before.</summary>
    public async Task ProtectAsync(Func<Stream, Task<Stream>> protect)
    {
        await wire.ProtectAsync(protect);
        ForgetCapabilities();
    }

    public async ValueTask DisposeAsync()
    {
        using var bound = new CancellationTokenSource(Farewell);
        try
        {
            if (isUsable)
            {
                await ConverseAsync(new ImapCommand("LOGOUT"), bound.Token);
            }
        }
        catch (Exception failure) when (failure is ImapException or OperationCanceledException)
        {
            // It is gone already, or takes its time: we go either way.
        }

        await wire.DisposeAsync();
    }

    private async Task<ImapResponse> ConverseAsync(ImapCommand command, CancellationToken ct)
    {
        using var portions = command.Portions.Skip(1).GetEnumerator();
        var tag = await SendAsync(command, ct);
        while (true)
        {
            var response = await HearAsync(command.Sink, ct);
            if (response.Tag == tag)
            {
                return response.State == "BAD" ? throw new ImapException(ImapTrouble.Garbled, response.Words) : response;
            }

            if (response.Tag == "+")
            {
                // An empty line ends a way of signing in that the server wants to explain its refusal of.
                await wire.SendAsync(portions.MoveNext() ? portions.Current : "\r\n"u8.ToArray(), ct);
            }

            command.Heard?.Invoke(response);
        }
    }

    private async Task<string> SendAsync(ImapCommand command, CancellationToken ct)
    {
        var tag = string.Create(CultureInfo.InvariantCulture, $"A{++commands}");
        overheard(new DialogueLine(false, Clean($"{tag} {command.Shown}")));
        await wire.SendAsync((byte[])[.. System.Text.Encoding.ASCII.GetBytes(tag + " "), .. command.Portions.First()], ct);
        return tag;
    }

    private async Task<ImapResponse> HearAsync(LiteralSink? sink, CancellationToken ct)
    {
        var response = await reader.ReadAsync(sink, ct);
        overheard(new DialogueLine(true, ImapWords.Of(response)));
        if (response.Says("CAPABILITY"))
        {
            Learn(response.CodeValue.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }
        else if (response.Kind == "CAPABILITY")
        {
            Learn(response.Values.Skip(1).Select(value => value.Text ?? ""));
        }

        return response is { Tag: "*", State: "BYE" } ? throw new ImapException(response.AsksForPatience ? ImapTrouble.Busy : ImapTrouble.SaidBye, response.Words) : response;
    }

    private void Learn(IEnumerable<string> words) => capabilities = words.ToHashSet(StringComparer.OrdinalIgnoreCase);

    private async Task<T> BoundAsync<T>(Func<CancellationToken, Task<T>> run, CancellationToken ct)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(ct);
        bound.CancelAfter(server.CommandLimit);
        try
        {
            return await run(bound.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new ImapException(ImapTrouble.Silent, "");
        }
        catch
        {
            // Whatever is still on its way would be taken for the answer to the next command.
            isUsable = false;
            throw;
        }
    }

    private static string Clean(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '·' : c));
}
