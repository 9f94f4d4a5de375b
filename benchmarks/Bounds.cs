using System.Diagnostics;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace HelpDesk.Benchmarks;

/// <summary>What this machine can do at best, in the same run: a server that does nothing, and a database that does nothing else.</summary>
internal static class Bounds
{
    private const string Text = "A message of the usual length: where is my order, please?";
    private const string Insert = $"INSERT INTO rows (text) VALUES ('{Text}')";

    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(5);

    /// <summary>Posts to an empty endpoint, a second.</summary>
    public static async Task<double> PostsAsync(int senders)
    {
        await using var app = await ServeAsync(() => { });
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        var began = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, senders).Select(_ => PostAsync(http, began)));
        return counts.Sum() / began.Elapsed.TotalSeconds;
    }

    /// <summary>Posts of one sender that store one small row each, in milliseconds.</summary>
    public static async Task<List<double>> PostAndCommitAsync(string folder, int posts)
    {
        using var connection = Open(folder);
        await using var app = await ServeAsync(() => Run(connection, Insert));
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        var taken = new List<double>();
        for (var i = 0; i < posts; i++)
        {
            var began = Stopwatch.GetTimestamp();
            using var answer = await http.PostAsJsonAsync("", new { text = Text });
            taken.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return taken;
    }

    /// <summary>Commits of one small row each, one after another on the disk of the data folder, a second.</summary>
    public static double Commits(string folder)
    {
        using var connection = Open(folder);
        var count = 0;
        var began = Stopwatch.StartNew();
        for (; began.Elapsed < Measured; count++)
        {
            Run(connection, Insert);
        }

        return count / began.Elapsed.TotalSeconds;
    }

    private static async Task<WebApplication> ServeAsync(Action work)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapPost("/", async (HttpRequest request) =>
        {
            await request.Body.CopyToAsync(Stream.Null);
            work();
            return Results.StatusCode(StatusCodes.Status201Created);
        });
        await app.StartAsync();
        return app;
    }

    private static SqliteConnection Open(string folder)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "bound.db")};Pooling=False");
        connection.Open();
        Run(connection, "PRAGMA journal_mode = WAL");
        Run(connection, "PRAGMA synchronous = FULL");
        Run(connection, "CREATE TABLE IF NOT EXISTS rows (id INTEGER PRIMARY KEY, text TEXT)");
        return connection;
    }

    private static async Task<int> PostAsync(HttpClient http, Stopwatch began)
    {
        var count = 0;
        for (; began.Elapsed < Measured; count++)
        {
            using var answer = await http.PostAsJsonAsync("", new { text = Text });
            answer.EnsureSuccessStatusCode();
        }

        return count;
    }

    private static void Run(SqliteConnection connection, string statement)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }
}
