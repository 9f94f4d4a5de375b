using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace HelpDesk.Migrations;

/// <summary>
/// Keeps SQLite's statements of one open connection, ready to be run again: reading their text anew each time takes a third
/// of what storing a message costs. PostgreSQL's driver does the same by itself when its connection string says so.
/// </summary>
internal sealed class KeptStatements : IDisposable
{
    /// <summary>More different statements than these are not expected; then all are forgotten.</summary>
    private const int Most = 200;

    private readonly Dictionary<string, Statement> statements = new(StringComparer.Ordinal);

    /// <summary>Gives a statement of the same text with the values of this one; this one itself while the other is in use.</summary>
    public SqliteCommand Exchange(SqliteCommand fresh)
    {
        if (!statements.TryGetValue(fresh.CommandText, out var kept))
        {
            kept = Keep(fresh);
        }

        return kept.TryTake(fresh) ? kept : fresh;
    }

    public void Dispose()
    {
        foreach (var statement in statements.Values)
        {
            statement.Forget();
        }

        statements.Clear();
    }

    private Statement Keep(SqliteCommand fresh)
    {
        if (statements.Count >= Most)
        {
            Dispose();
        }

        return statements[fresh.CommandText] = new Statement { Connection = fresh.Connection, CommandText = fresh.CommandText };
    }

    /// <summary>Whoever uses it disposes of it, which here only means that it is free again.</summary>
    private sealed class Statement : SqliteCommand
    {
        private bool taken;

        public bool TryTake(SqliteCommand fresh)
        {
            if (taken)
            {
                return false;
            }

            taken = true;
            Transaction = fresh.Transaction;
            CommandTimeout = fresh.CommandTimeout;
            foreach (SqliteParameter value in fresh.Parameters)
            {
                Parameters.Add(value);
            }

            return true;
        }

        public void Forget() => base.Dispose(disposing: true);

        protected override void Dispose(bool disposing)
        {
            Parameters.Clear();
            taken = false;
        }
    }
}

/// <summary>Hands the context of the lane its kept statements.</summary>
internal sealed class StatementKeeper : DbCommandInterceptor
{
    public override DbCommand CommandInitialized(CommandEndEventData eventData, DbCommand result) =>
        eventData.Context is SqliteDb { Kept: { } kept } && result is SqliteCommand fresh ? kept.Exchange(fresh) : result;
}
