using HelpDesk.Domain.Events;
using HelpDesk.Domain.Hours;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using HelpDesk.Migrations;
using HelpDesk.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Channels.Chat;

/// <summary>A web inbox as customers meet it.</summary>
/// <param name="Calendar">Its own, else its team's, else the workspace's; null is always open.</param>
/// <param name="SigningKeys">Those that are not revoked.</param>
internal sealed record ChatInbox(
    long Id, string Key, string Title, string Language, long? TeamId, Calendar? Calendar, WidgetSettings Widget, IReadOnlyList<SigningKey> SigningKeys);

/// <summary>Keeps the few web inboxes at hand, because every request of every visitor asks for one.</summary>
internal sealed class InboxBook : IDisposable
{
    private readonly IDbContextFactory<HelpDeskDb> factory;
    private readonly IDisposable listening;
    private volatile Edition? current;
    private int changes;

    public InboxBook(IDbContextFactory<HelpDeskDb> factory, Feed feed)
    {
        this.factory = factory;
        listening = feed.Listen(happened => _ = happened.Type == EventType.SettingsChanged ? Interlocked.Increment(ref changes) : 0);
    }

    public async ValueTask<ChatInbox?> FindAsync(string key, CancellationToken ct) =>
        (await AllAsync(ct)).FirstOrDefault(inbox => inbox.Key == key);

    public async ValueTask<ChatInbox?> FindAsync(long id, CancellationToken ct) =>
        (await AllAsync(ct)).FirstOrDefault(inbox => inbox.Id == id);

    /// <summary>Every web inbox, as it stands now.</summary>
    public async ValueTask<IReadOnlyList<ChatInbox>> AllAsync(CancellationToken ct)
    {
        var state = Volatile.Read(ref changes);
        if (current is { } edition && edition.Changes == state)
        {
            return edition.Inboxes;
        }

        var inboxes = await LoadAsync(ct);
        current = new Edition(state, inboxes);
        return inboxes;
    }

    public void Dispose() => listening.Dispose();

    private async Task<IReadOnlyList<ChatInbox>> LoadAsync(CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var workspace = await db.Workspaces.AsNoTracking().SingleOrDefaultAsync(ct) ?? new Workspace("HelpDesk", "en", "UTC");
        var inboxes = await db.Inboxes.AsNoTracking().Where(inbox => inbox.Channel == Channel.Chat).OrderBy(inbox => inbox.Id).Take(1_000).ToListAsync(ct);
        var teams = await db.Teams.AsNoTracking().ToDictionaryAsync(team => team.Id, team => team.CalendarId, ct);
        var calendars = await db.Set<Calendar>().AsNoTracking().ToDictionaryAsync(calendar => calendar.Id, ct);
        var keys = (await db.IdentityKeys.AsNoTracking().Where(key => key.RevokedAt == null)
            .Select(key => new { key.InboxId, Key = new SigningKey(key.Id, key.KeyId, key.Secret) }).ToListAsync(ct)).ToLookup(row => row.InboxId, row => row.Key);
        Calendar? HoursOf(Inbox inbox) =>
            (inbox.CalendarId ?? (inbox.TeamId is { } team ? teams.GetValueOrDefault(team) : null) ?? workspace.CalendarId) is { } id
                ? calendars.GetValueOrDefault(id)
                : null;
        return [.. inboxes.Select(inbox => new ChatInbox(
            inbox.Id, inbox.Key, inbox.Widget.Title ?? workspace.Name, workspace.Language, inbox.TeamId, HoursOf(inbox), inbox.Widget, [.. keys[inbox.Id]]))];
    }

    private sealed record Edition(int Changes, IReadOnlyList<ChatInbox> Inboxes);
}
