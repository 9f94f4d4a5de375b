using HelpDesk.Domain.Agents;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Upkeep;

/// <summary>Forgets files that were uploaded and never sent with a message.</summary>
internal sealed class SweepUploads(Writer writer, Data.Files files, TimeProvider clock)
{
    private const int AtOnce = 200;

    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    /// <returns>How many uploads were forgotten.</returns>
    public async Task<int> RunAsync(Actor actor, CancellationToken ct)
    {
        actor.Require(Permission.Administer);
        var (total, swept) = (0, 0);
        do
        {
            swept = await SweepAsync(ct);
            total += swept;
        }
        while (swept == AtOnce);

        return total;
    }

    private async Task<int> SweepAsync(CancellationToken ct)
    {
        var before = clock.GetUtcNow() - Kept;
        var (count, hashes) = await writer.RunAsync(
            async (db, token) =>
            {
                var old = await db.Attachments.Where(file => file.MessageId == null && file.CreatedAt < before).Take(AtOnce).ToListAsync(token);
                db.Attachments.RemoveRange(old);
                await db.SaveChangesAsync(token);
                var candidates = old.Select(file => file.Hash).Distinct().ToList();
                var used = await db.Attachments.Where(file => candidates.Contains(file.Hash)).Select(file => file.Hash).ToListAsync(token);
                return (old.Count, candidates.Except(used).ToList());
            },
            ct);

        // Content that somebody stored again meanwhile is young, and stays.
        hashes.ForEach(hash => files.RemoveOlder(hash, before));
        return count;
    }
}
