using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace HelpDesk.Tests.Support;

/// <summary>A visitor who speaks the protocol over the wire, as any client would.</summary>
internal sealed class ChatVisitor : IDisposable
{
    private readonly HttpClient http;

    private ChatVisitor(HttpClient http, JsonElement welcome)
    {
        this.http = http;
        Welcome = welcome;
        Token = welcome.GetProperty("token").GetString()!;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
    }

    public JsonElement Welcome { get; }

    public string Token { get; }

    public string LastEventId => Welcome.GetProperty("lastEventId").ToString();

    public static async Task<ChatVisitor> OpenAsync(string url, string inbox = "web", string locale = "en", string? resume = null, string? identity = null)
    {
        var http = new HttpClient { BaseAddress = new Uri(url + "/w/v1/") };
        var arrival = new { locale, timeZone = "Europe/Madrid", page = new { url = "https://shop.example/cart", title = "Cart" }, resume, identity };
        using var answer = await http.PostAsJsonAsync($"inboxes/{inbox}/visitors", arrival);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return new ChatVisitor(http, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    /// <summary>Sends and expects it to be taken.</summary>
    public async Task<JsonElement> SaysAsync(string text, string? key = null, bool startNew = false, params string[] attachments)
    {
        using var answer = await TrySayAsync(text, key, startNew, attachments);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    public Task<HttpResponseMessage> TrySayAsync(string text, string? key = null, bool startNew = false, params string[] attachments) =>
        SendAsync(new { text, attachments, startNew }, key);

    /// <summary>Sends a message with whatever it has.</summary>
    public async Task<HttpResponseMessage> SendAsync(object letter, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "messages") { Content = JsonContent.Create(letter) };
        request.Headers.Add("Idempotency-Key", key ?? Guid.NewGuid().ToString());
        return await http.SendAsync(request);
    }

    public async Task<HttpResponseMessage> PostAsync(string path, object? body = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body ?? new { }) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        return await http.SendAsync(request);
    }

    /// <summary>Sends these letters as JSON.</summary>
    public async Task<HttpResponseMessage> PostRawAsync(string path, string json)
    {
        using var content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        return await http.PostAsync(path, content);
    }

    public Task<HttpResponseMessage> TryGetAsync(string path) => http.GetAsync(path);

    public async Task<JsonElement> GetAsync(string path)
    {
        using var answer = await http.GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>The texts of the history, oldest first.</summary>
    public async Task<List<string>> HistoryAsync(string query = "") =>
        [.. (await GetAsync("messages" + query)).GetProperty("items").EnumerateArray().Select(message => message.GetProperty("text").GetString()!)];

    public async Task<HttpResponseMessage> UploadAsync(string name, byte[] content)
    {
        using var part = new ByteArrayContent(content);
        part.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using var form = new MultipartFormDataContent { { part, "file", name } };
        return await http.PostAsync("files", form);
    }

    /// <summary>Begins to listen.</summary>
    public Task<ChatStream> ListenAsync(string? after = null, string? lastEventId = null) => ChatStream.OpenAsync(http, after, lastEventId);

    public void Dispose() => http.Dispose();
}
