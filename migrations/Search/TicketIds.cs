using System.Data.Common;

namespace HelpDesk.Migrations.Search;

/// <summary>Reads matches until there are enough different tickets.</summary>
internal static class TicketIds
{
    public static async Task<IReadOnlyList<long>> ReadAsync(DbCommand command, int limit, CancellationToken ct)
    {
        var seen = new HashSet<long>();
        var found = new List<long>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (found.Count < limit && await reader.ReadAsync(ct))
        {
            var ticketId = reader.GetInt64(0);
            if (seen.Add(ticketId))
            {
                found.Add(ticketId);
            }
        }

        return found;
    }
}
