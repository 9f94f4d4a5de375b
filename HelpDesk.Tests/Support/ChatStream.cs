using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text.Json;

namespace HelpDesk.Tests.Support;

/// <summary>One event of a visitor's stream.</summary>
internal sealed record ChatEvent(string? Id, string Name, JsonElement Data);

/// <summary>An open event stream; what it says is kept.</summary>
internal sealed class ChatStream : IAsyncDisposable
{
    private readonly ConcurrentQueue<ChatEvent> heard = new();
    private readonly CancellationTokenSource gone = new();
    private readonly HttpResponseMessage response;
    private readonly Task reading;
    private volatile bool pinged;

    private ChatStream(HttpResponseMessage response)
    {
        this.response = response;
        reading = ReadAsync();
    }

    public HttpResponseHeaders Headers => response.Headers;

    public IReadOnlyList<ChatEvent> Heard => [.. heard];

    public bool HasPinged => pinged;

    public bool HasEnded => reading.IsCompleted;

    public static async Task<ChatStream> OpenAsync(HttpClient http, string? after, string? lastEventId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, after is null ? "events" : "events?after=" + after);
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        var stream = new ChatStream(response);
        await stream.HearsAsync("status");
        return stream;
    }

    /// <summary>Waits for an event, also one that came before.</summary>
    public async Task<ChatEvent> HearsAsync(string name, Func<JsonElement, bool>? such = null)
    {
        ChatEvent? found = null;
        await Eventually.BeTrueAsync(
            () => (found = heard.FirstOrDefault(one => one.Name == name && (such is null || such(one.Data)))) is not null,
            $"{name}, but there was {string.Join(", ", heard.Select(one => one.Name))}");
        return found!;
    }

    public Task<ChatEvent> HearsTextAsync(string text) => HearsAsync("message", data => data.GetProperty("text").GetString() == text);

    public IEnumerable<string> Texts => heard.Where(one => one.Name == "message").Select(one => one.Data.GetProperty("text").GetString()!);

    public async ValueTask DisposeAsync()
    {
        if (!gone.IsCancellationRequested)
        {
            await gone.CancelAsync();
            response.Dispose();
            await reading;
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(gone.Token));
            var fields = new Dictionary<string, string>();
            while (await reader.ReadLineAsync(gone.Token) is { } line)
            {
                Take(line, fields);
            }
        }
        catch (Exception cut) when (cut is OperationCanceledException or IOException or HttpRequestException or ObjectDisposedException)
        {
            // The stream ended.
        }
    }

    private void Take(string line, Dictionary<string, string> fields)
    {
        if (line.Length > 0 && line.Split(':', 2) is [var name, var value])
        {
            pinged |= name.Length == 0;
            fields[name] = value.TrimStart();
        }
        else if (fields.TryGetValue("event", out var kind))
        {
            heard.Enqueue(new ChatEvent(fields.GetValueOrDefault("id"), kind, JsonSerializer.Deserialize<JsonElement>(fields["data"])));
            fields.Clear();
        }
    }
}
