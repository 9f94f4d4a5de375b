using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;

namespace HelpDesk.Migrations.Search;

/// <summary>A tsvector per message, made of our own words; its row goes when the message goes.</summary>
internal sealed class PostgresSearch : ITicketSearch
{
    /// <summary>Matches that are looked at: enough for a page of tickets, few enough to walk back from the newest.</summary>
    private const int MaxMatches = 1_000;

    public async Task<IReadOnlyList<long>> FindAsync(HelpDeskDb db, SearchQuery query, int limit, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            await using var command = Command(db, """
                SELECT "TicketId" FROM "MessageSearch" WHERE "Words" @@ $1::tsquery ORDER BY "MessageId" DESC LIMIT $2
                """);
            command.Parameters.Add(new NpgsqlParameter { Value = Match(query), NpgsqlDbType = NpgsqlDbType.Text });
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = MaxMatches });
            return await TicketIds.ReadAsync(command, limit, ct);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    public async Task WriteAsync(HelpDeskDb db, IReadOnlyCollection<SearchEntry> entries, CancellationToken ct)
    {
        foreach (var entry in entries)
        {
            await using var command = Command(db, """
                INSERT INTO "MessageSearch" ("MessageId", "TicketId", "Words") VALUES ($1, $2, array_to_tsvector($3))
                ON CONFLICT ("MessageId") DO UPDATE SET "TicketId" = EXCLUDED."TicketId", "Words" = EXCLUDED."Words"
                """);
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = entry.MessageId });
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = entry.TicketId });
            command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. entry.Words] });
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    /// <summary>Words in quotes are plain words; they hold letters and digits only. <c>:*</c> is a beginning.</summary>
    private static string Match(SearchQuery query) =>
        string.Join(" & ", query.Words.Select(word => $"'{word}'")) + (query.LastIsPrefix ? ":*" : "");

    private static DbCommand Command(HelpDeskDb db, string text)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = text;
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        return command;
    }
}
