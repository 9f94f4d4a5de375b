using System.Collections.Concurrent;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Channels.Chat;

/// <summary>
/// Writes down when a site's key signed a visitor last, so that an administrator sees which one can be revoked. At most
/// once in an hour a key: a visitor who only looks leaves no other trace.
/// </summary>
internal sealed class KeyUses(Writer writer, TimeProvider clock)
{
    private static readonly TimeSpan Between = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<long, DateTimeOffset> last = new();

    public Task NoteAsync(long keyId, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (last.TryGetValue(keyId, out var at) && now - at < Between)
        {
            return Task.CompletedTask;
        }

        last[keyId] = now;
        return writer.RunAsync(async (db, token) => (await db.IdentityKeys.SingleOrDefaultAsync(row => row.Id == keyId, token))?.Use(now), ct);
    }
}
