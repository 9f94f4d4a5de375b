using System.Diagnostics;
using System.Net.Http.Headers;

namespace HelpDesk.Benchmarks;

/// <summary>What agents and programs read on a desk that has been at work for a while.</summary>
internal static class History
{
    private const int Clients = 16;
    private const int Samples = 300;
    private const int WarmUp = 50;
    private const int FirstNumber = 1001;

    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(5);

    public static async Task MeasureAsync(Desk desk)
    {
        using var agent = await SignedIn.EnterAsync(desk);
        using var program = new HttpClient { BaseAddress = new Uri(desk.Url) };
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", await desk.CallAsync("token", "create", "--name", "bench", "--scopes", "tickets:read"));
        Report.Section($"Reading among {Past.Tickets:N0} tickets");
        await MeasureAsync("ticket list, HTML", agent, _ => "/tickets/all");
        await MeasureAsync("ticket list, 50 tickets, JSON", program, _ => "/api/v1/tickets?limit=50");
        await MeasureAsync("ticket list, the open ones, JSON", program, _ => "/api/v1/tickets?category=open&limit=50");
        await MeasureAsync("a ticket, HTML", agent, i => $"/tickets/all/{FirstNumber + (i * 61 % Past.Tickets)}");
        await MeasureAsync("messages of a ticket, JSON", program, i => $"/api/v1/tickets/{FirstNumber + (i * 61 % Past.Tickets)}/messages");
        await MeasureAsync("search, a rare word, JSON", program, i => $"/api/v1/tickets?q=case{i * 61 % Past.Tickets}&limit=50");
        await MeasureAsync("search, two common words, JSON", program, _ => "/api/v1/tickets?q=parcel+invoice&limit=50");
        await MeasureAsync("search, HTML", agent, i => $"/tickets/all?q=case{i * 61 % Past.Tickets}");
        Report.Line("resident afterwards", Report.Megabytes(await desk.SettledMemoryAsync()));
    }

    private static async Task MeasureAsync(string what, HttpClient http, Func<int, string> address)
    {
        for (var i = 0; i < WarmUp; i++)
        {
            await GetAsync(http, address(i));
        }

        var taken = new List<double>();
        for (var i = 0; i < Samples; i++)
        {
            var began = Stopwatch.GetTimestamp();
            await GetAsync(http, address(i));
            taken.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        Report.Distribution(what, taken);
        var clock = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => ReadAsync(http, address, client, clock)));
        Report.Rate($"  {Clients} clients", counts.Sum() / clock.Elapsed.TotalSeconds);
    }

    private static async Task<int> ReadAsync(HttpClient http, Func<int, string> address, int client, Stopwatch clock)
    {
        var count = 0;
        for (; clock.Elapsed < Measured; count++)
        {
            await GetAsync(http, address((count * Clients) + client));
        }

        return count;
    }

    private static async Task GetAsync(HttpClient http, string address)
    {
        using var answer = await http.GetAsync(address);
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync();
    }
}
