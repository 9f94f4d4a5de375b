using System.Collections.Concurrent;
using HelpDesk.Web.Actions.Inboxes;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Channels.Chat;

/// <summary>
/// Writes down on which site a chat was opened last, so that an administrator sees that their snippet works. At most once
/// in ten minutes an inbox, because a visitor's browser says where it is and can say anything.
/// </summary>
internal sealed class Sightings(Writer writer, TimeProvider clock)
{
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<long, DateTimeOffset> last = new();

    public Task SeeAsync(ChatInbox inbox, string? pageOrigin, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (!DressInbox.TryOrigin(pageOrigin, out var origin) || (last.TryGetValue(inbox.Id, out var at) && now - at < Between))
        {
            return Task.CompletedTask;
        }

        last[inbox.Id] = now;
        return writer.RunAsync(
            async (db, token) => (await db.Inboxes.SingleOrDefaultAsync(row => row.Id == inbox.Id, token))?.SeeSnippet(origin, now),
            ct);
    }
}
