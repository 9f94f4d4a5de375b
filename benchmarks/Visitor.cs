using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace HelpDesk.Benchmarks;

/// <summary>A visitor who speaks the protocol.</summary>
internal sealed class Visitor : IDisposable
{
    // Streams hold their connection, and sends must not wait for one.
    private readonly HttpClient http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 8 }) { Timeout = Timeout.InfiniteTimeSpan };
    private int sent;

    public static async Task<Visitor> ComeAsync(string url)
    {
        var visitor = new Visitor();
        visitor.http.BaseAddress = new Uri(url + "/w/v1/");
        using var answer = await visitor.http.PostAsJsonAsync("inboxes/web/visitors", new { locale = "en", timeZone = "Europe/Madrid" });
        answer.EnsureSuccessStatusCode();
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString();
        visitor.http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return visitor;
    }

    /// <summary>Returns when the message is acknowledged, with the number of its ticket.</summary>
    public async Task<long> SendAsync(string text)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "messages") { Content = JsonContent.Create(new { text }) };
        request.Headers.Add("Idempotency-Key", $"k{++sent}");
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("ticket").GetInt64();
    }

    /// <summary>Opens the event stream; its first event has been read.</summary>
    public async Task<StreamReader> ListenAsync()
    {
        var answer = await http.GetAsync("events", HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        while (await reader.ReadLineAsync() is { Length: > 0 })
        {
        }

        return reader;
    }

    public void Dispose() => http.Dispose();
}

/// <summary>What stands on a stream.</summary>
internal static class Hearing
{
    /// <summary>Reads on until an event carries the text.</summary>
    /// <exception cref="EndOfStreamException">The stream ended before.</exception>
    public static async Task HearAsync(this StreamReader stream, string text)
    {
        while (await stream.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("data:", StringComparison.Ordinal) && line.Contains(text, StringComparison.Ordinal))
            {
                return;
            }
        }

        throw new EndOfStreamException("The stream ended.");
    }
}

/// <summary>Visitors who listen and say nothing.</summary>
internal sealed class Crowd : IAsyncDisposable
{
    private readonly List<(Visitor Visitor, StreamReader Stream)> people = [];

    public int Count => people.Count;

    public static async Task<Crowd> ComeAsync(Desk desk, int size)
    {
        var crowd = new Crowd();
        for (var i = 0; i < size; i++)
        {
            var visitor = await Visitor.ComeAsync(desk.Url);
            crowd.people.Add((visitor, await visitor.ListenAsync()));
        }

        return crowd;
    }

    public ValueTask DisposeAsync()
    {
        foreach (var (visitor, stream) in people)
        {
            stream.Dispose();
            visitor.Dispose();
        }

        return ValueTask.CompletedTask;
    }
}
