using HelpDesk.Domain.Agents;
using HelpDesk.Migrations;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Upkeep;

/// <summary>
/// Forgets files that were uploaded and never sent with a message, and content that no row names: an upload that was refused
/// or cut off after it was stored.
/// </summary>
internal sealed class SweepUploads(Writer writer, Data.Files files, IDbContextFactory<HelpDeskDb> factory, TimeProvider clock)
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

        await SweepContentAsync(ct);
        return total;
    }

    private async Task SweepContentAsync(CancellationToken ct)
    {
        var before = clock.GetUtcNow() - Kept;
        await using var db = await factory.CreateDbContextAsync(ct);
        foreach (var hashes in files.OlderThan(before).Chunk(AtOnce))
        {
            var used = await db.Attachments.Where(file => hashes.Contains(file.Hash)).Select(file => file.Hash).ToListAsync(ct);
            foreach (var hash in hashes.Except(used, StringComparer.Ordinal))
            {
                files.RemoveOlder(hash, before);
            }
        }
    }

    private async Task<int> SweepAsync(CancellationToken ct)
    {
        var before = clock.GetUtcNow() - Kept;
        var (count, hashes) = await writer.RunAsync(
            async (db, token) =>
            {
                var old = await db.Attachments.Where(file => file.MessageId == null && file.CreatedAt < before).OrderBy(file => file.Id).Take(AtOnce).ToListAsync(token);
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
