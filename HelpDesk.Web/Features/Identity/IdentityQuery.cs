using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Features.Identity;

/// <summary>A web inbox and the keys that its site signs visitors with, the newest first.</summary>
public sealed record IdentityInbox(long Id, string Key, string Name, bool SignedOnly, IReadOnlyList<IdentityKeyRow> Keys)
{
    public IEnumerable<IdentityKeyRow> Valid => Keys.Where(key => key.RevokedAt is null);

    public IEnumerable<IdentityKeyRow> Revoked => Keys.Where(key => key.RevokedAt is not null);
}

/// <param name="KeyId">The <c>kid</c> of its tokens.</param>
/// <param name="LastUsedAt">When it signed a visitor last, to the hour; null while it has not.</param>
/// <param name="RevokedAt">Null while it is valid.</param>
public sealed record IdentityKeyRow(long Id, string KeyId, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt, DateTimeOffset? RevokedAt);

/// <summary>Reads which sites may sign their visitors.</summary>
internal sealed class IdentityQuery(IDbContextFactory<HelpDeskDb> factory)
{
    private const int MostInboxes = 200;
    private const int MostKeys = 2_000;

    public async Task<IReadOnlyList<IdentityInbox>> AllAsync(CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var inboxes = await db.Inboxes.AsNoTracking().Where(inbox => inbox.Channel == Channel.Chat).OrderBy(inbox => inbox.Id).Take(MostInboxes).ToListAsync(ct);
        var keys = await db.IdentityKeys.AsNoTracking().OrderByDescending(key => key.Id).Take(MostKeys)
            .Select(key => new { key.InboxId, Row = new IdentityKeyRow(key.Id, key.KeyId, key.CreatedAt, key.LastUsedAt, key.RevokedAt) }).ToListAsync(ct);
        var byInbox = keys.ToLookup(key => key.InboxId, key => key.Row);
        return inboxes.ConvertAll(inbox => new IdentityInbox(inbox.Id, inbox.Key, inbox.Name, inbox.Widget.SignedOnly, [.. byInbox[inbox.Id]]));
    }
}
