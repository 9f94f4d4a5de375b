using Npgsql;

namespace HelpDesk.Tests.Support;

public sealed class PostgresTests
{
    [Fact]
    public async Task A_test_gets_an_empty_database_of_its_own()
    {
        await using var postgres = await Postgres.CreateAsync();
        await using var connection = new NpgsqlConnection(postgres.Connection);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'", connection);

        (await command.ExecuteScalarAsync()).ShouldBe(0L);
    }
}
