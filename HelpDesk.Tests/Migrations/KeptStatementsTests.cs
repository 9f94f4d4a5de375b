using HelpDesk.Migrations;
using Microsoft.Data.Sqlite;

namespace HelpDesk.Tests.Migrations;

public sealed class KeptStatementsTests : IDisposable
{
    private readonly SqliteConnection connection = new("Data Source=:memory:");
    private readonly KeptStatements kept = new();

    public KeptStatementsTests() => connection.Open();

    [Fact]
    public void A_statement_runs_again_with_other_values()
    {
        Sum(1, 2).ShouldBe(3);
        Sum(20, 5).ShouldBe(25);

        kept.Count.ShouldBe(1);
    }

    [Fact]
    public void A_statement_in_use_is_not_lent_a_second_time()
    {
        using var outer = kept.Exchange(Command(1, 2));
        using (var reader = outer.ExecuteReader())
        {
            reader.Read().ShouldBeTrue();
            Sum(3, 4).ShouldBe(7);
            reader.GetInt64(0).ShouldBe(3);
        }

        outer.Dispose();
        kept.Count.ShouldBe(1);
        Sum(5, 6).ShouldBe(11);
    }

    [Fact]
    public void What_failed_can_be_run_again()
    {
        using (var table = connection.CreateCommand())
        {
            table.CommandText = "CREATE TABLE t (id INTEGER PRIMARY KEY)";
            table.ExecuteNonQuery();
        }

        Insert(1);
        Should.Throw<SqliteException>(() => Insert(1));
        Insert(2);

        using var count = connection.CreateCommand();
        count.CommandText = "SELECT count(*) FROM t";
        count.ExecuteScalar().ShouldBe(2L);
    }

    [Fact]
    public void Others_keep_their_values_when_all_are_forgotten()
    {
        Sum(1, 1).ShouldBe(2);

        kept.Dispose();

        kept.Count.ShouldBe(0);
        Sum(2, 2).ShouldBe(4);
    }

    public void Dispose()
    {
        kept.Dispose();
        connection.Dispose();
    }

    private long Sum(long one, long other)
    {
        using var command = kept.Exchange(Command(one, other));
        return (long?)command.ExecuteScalar() ?? 0;
    }

    private void Insert(long id)
    {
        var fresh = connection.CreateCommand();
        fresh.CommandText = "INSERT INTO t VALUES ($id)";
        fresh.Parameters.AddWithValue("$id", id);
        using var command = kept.Exchange(fresh);
        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(long one, long other)
    {
        var command = connection.CreateCommand();
        command.CommandText = "SELECT $one + $other";
        command.Parameters.AddWithValue("$one", one);
        command.Parameters.AddWithValue("$other", other);
        return command;
    }
}
