using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace HelpDesk.Migrations;

/// <summary>
/// Keeps SQLite's statements of one open connection, ready to be run again: to read their text anew each time takes a good
/// part of what storing a message costs. See decision 0005.
/// </summary>
internal sealed class KeptStatements : IDisposable
{
    /// <summary>More different statements than these are not expected; then all are forgotten.</summary>
    private const int Most = 200;

    private readonly Dictionary<string, SqliteCommand> free = new(StringComparer.Ordinal);

    /// <summary>How many statements wait to be run again.</summary>
    public int Count => free.Count;

    /// <summary>A statement that does what this one would, and goes back among the kept ones when it is disposed of.</summary>
    public DbCommand Exchange(SqliteCommand fresh)
    {
        if (!free.Remove(fresh.CommandText, out var kept))
        {
            return new BorrowedStatement(fresh, GiveBack);
        }

        kept.Transaction = fresh.Transaction;
        kept.CommandTimeout = fresh.CommandTimeout;
        foreach (SqliteParameter value in fresh.Parameters)
        {
            kept.Parameters.Add(value);
        }

        // The connection counts its commands.
        fresh.Dispose();
        return new BorrowedStatement(kept, GiveBack);
    }

    public void Dispose()
    {
        foreach (var statement in free.Values)
        {
            statement.Dispose();
        }

        free.Clear();
    }

    // The same text may have been run twice at once; one of the two is enough.
    private void GiveBack(SqliteCommand statement)
    {
        statement.Parameters.Clear();
        if (free.Count >= Most)
        {
            Dispose();
        }

        if (!free.TryAdd(statement.CommandText, statement))
        {
            statement.Dispose();
        }
    }
}

/// <summary>Hands the context of the lane its kept statements.</summary>
internal sealed class StatementKeeper : DbCommandInterceptor
{
    public override DbCommand CommandInitialized(CommandEndEventData eventData, DbCommand result) =>
        eventData.Context is SqliteDb db ? db.Kept(result) : result;
}
