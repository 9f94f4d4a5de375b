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
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(5);

    /// <summary>Posts to an empty endpoint, a second.</summary>
    public static async Task<double> PostsAsync(int senders)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        app.MapPost("/", async (HttpRequest request) =>
        {
            await request.Body.CopyToAsync(Stream.Null);
            return Results.StatusCode(StatusCodes.Status201Created);
        });
        await app.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        var began = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, senders).Select(_ => PostAsync(http, began)));
        return counts.Sum() / began.Elapsed.TotalSeconds;
    }

    /// <summary>Commits of one small row each, one after another on the disk of the data folder, a second.</summary>
    public static double Commits(string folder)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "bound.db")};Pooling=False");
        connection.Open();
        Run(connection, "PRAGMA journal_mode = WAL");
        Run(connection, "PRAGMA synchronous = FULL");
        Run(connection, "CREATE TABLE rows (id INTEGER PRIMARY KEY, text TEXT)");
        var count = 0;
        var began = Stopwatch.StartNew();
        for (; began.Elapsed < Measured; count++)
        {
            Run(connection, "INSERT INTO rows (text) VALUES ('A message of the usual length: where is my order, please?')");
        }

        return count / began.Elapsed.TotalSeconds;
    }

    private static async Task<int> PostAsync(HttpClient http, Stopwatch began)
    {
        var count = 0;
        for (; began.Elapsed < Measured; count++)
        {
            using var answer = await http.PostAsJsonAsync("", new { text = "A message of the usual length: where is my order, please?" });
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
