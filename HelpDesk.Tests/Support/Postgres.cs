using System.Globalization;
using System.Security.Cryptography;
using Npgsql;

namespace HelpDesk.Tests.Support;

/// <summary>An empty PostgreSQL database on the test server, dropped after use.</summary>
public sealed class Postgres : IAsyncDisposable
{
    private const string Variable = "HELPDESK_TEST_POSTGRES";

    private readonly string server;
    private readonly string name;

    private Postgres(string server, string name)
    {
        this.server = server;
        this.name = name;
        Connection = new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;
    }

    public string Connection { get; }

    public static async Task<Postgres> CreateAsync()
    {
        var server = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(server))
        {
            throw new InvalidOperationException($"No PostgreSQL to test on: use ./test.sh, which starts one and sets {Variable}.");
        }

        var name = string.Create(CultureInfo.InvariantCulture, $"helpdesk_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}");
        await ExecuteAsync(server, $"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'");
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
