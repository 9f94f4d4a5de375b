using System.Globalization;
using System.Security.Cryptography;
using HelpDesk.Migrations;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HelpDesk.Tests.Support;

/// <summary>An empty PostgreSQL database on the test server, dropped after use.</summary>
public sealed class Postgres : IAsyncDisposable
{
    private const string Variable = "HELPDESK_TEST_POSTGRES";

    // PostgreSQL copies a template only while nobody else is connected to it.
    private static readonly SemaphoreSlim Copying = new(1, 1);
    private static readonly Lazy<Task<Postgres>> Template = new(MigrateAsync);

    private readonly string server;
    private readonly string name;

    private Postgres(string server, string name)
    {
        this.server = server;
        this.name = name;
        Connection = new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;
    }

    public string Connection { get; }

    public static Task<Postgres> CreateAsync() => CreateAsync("template0");

    /// <summary>A copy of a database that was migrated once for all tests.</summary>
    public static async Task<Postgres> CreateMigratedAsync()
    {
        var template = await Template.Value;
        await Copying.WaitAsync();
        try
        {
            return await CreateAsync(template.name);
        }
        finally
        {
            Copying.Release();
        }
    }

    private static async Task<Postgres> MigrateAsync()
    {
        var postgres = await CreateAsync();
        var connection = new NpgsqlConnectionStringBuilder(postgres.Connection) { Pooling = false }.ConnectionString;
        await using var db = new PostgresDb(new DbContextOptionsBuilder<PostgresDb>().UseNpgsql(connection).Options);
        await db.Database.MigrateAsync();
        return postgres;
    }

    private static async Task<Postgres> CreateAsync(string template)
    {
        var server = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(server))
        {
            throw new InvalidOperationException($"No PostgreSQL to test on: use ./test.sh, which starts one and sets {Variable}.");
        }

        var name = string.Create(CultureInfo.InvariantCulture, $"helpdesk_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}");
        await ExecuteAsync(server, $"CREATE DATABASE {name} TEMPLATE {template} ENCODING 'UTF8'");
        return new Postgres(server, name);
    }

    public async ValueTask DisposeAsync()
    {
        await using var connection = new NpgsqlConnection(Connection);
        NpgsqlConnection.ClearPool(connection);
        await ExecuteAsync(server, $"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    }

    private static async Task ExecuteAsync(string server, string statement)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync();
    }
}
