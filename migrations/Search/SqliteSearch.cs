using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace HelpDesk.Migrations.Search;

/// <summary>
/// FTS5 without content of its own: the row id is the message's, so that descending row ids are recency. A trigger forgets
/// what is deleted.
/// </summary>
internal sealed class SqliteSearch : ITicketSearch
{
    /// <summary>Matches that are looked at: a ticket with very many of them must not make the search long.</summary>
    private const int MaxMatches = 5_000;

    public async Task<IReadOnlyList<long>> FindAsync(HelpDeskDb db, SearchQuery query, int limit, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            await using var command = Command(db, """
                SELECT m."TicketId" FROM "MessageSearch" AS s JOIN "Messages" AS m ON m."Id" = s.rowid
                WHERE "MessageSearch" MATCH $words ORDER BY s.rowid DESC LIMIT $matches
                """);
            Add(command, "$words", Match(query));
            Add(command, "$matches", MaxMatches);
            return await TicketIds.ReadAsync(command, limit, ct);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    public async Task WriteAsync(HelpDeskDb db, IReadOnlyCollection<SearchEntry> entries, CancellationToken ct)
    {
        if (entries.Count == 0)
        {
            return;
        }

        var fresh = Command(db, """INSERT OR REPLACE INTO "MessageSearch" (rowid, "Words") VALUES ($id, $words)""");
        var id = Add(fresh, "$id", 0L);
        var words = Add(fresh, "$words", "");
        await using var command = ((SqliteDb)db).Kept(fresh);
        foreach (var entry in entries)
        {
            id.Value = entry.MessageId;
            words.Value = string.Join(' ', entry.Words);
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    /// <summary>Words in quotes are plain words; they hold letters and digits only. A star after the quotes is a beginning.</summary>
    private static string Match(SearchQuery query) =>
        string.Join(' ', query.Words.Select(word => $"\"{word}\"")) + (query.LastIsPrefix ? "*" : "");

    private static DbCommand Command(HelpDeskDb db, string text)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = text;
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        return command;
    }

    private static DbParameter Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
        return parameter;
    }
}
