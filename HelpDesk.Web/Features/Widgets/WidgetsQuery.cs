using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using HelpDesk.Migrations;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Features.Widgets;

/// <summary>A web inbox as its administrator sees it.</summary>
/// <param name="Workspace">The name customers see where it has none of its own.</param>
/// <param name="Language">The workspace's, for visitors who speak none that it does.</param>
public sealed record WidgetRow(long Id, string Key, string Name, WidgetSettings Look, DateTimeOffset? SeenAt, string? SeenOn, string Workspace, string Language);

/// <summary>Reads web inboxes for their settings.</summary>
internal sealed class WidgetsQuery(IDbContextFactory<HelpDeskDb> factory)
{
    private const int Most = 200;

    public async Task<IReadOnlyList<WidgetRow>> AllAsync(CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var workspace = await db.Workspaces.AsNoTracking().FirstOrDefaultAsync(ct) ?? new HelpDesk.Domain.Work.Workspace("HelpDesk", "en", "UTC");
        var inboxes = await db.Inboxes.AsNoTracking().Where(inbox => inbox.Channel == Channel.Chat).OrderBy(inbox => inbox.Id).Take(Most).ToListAsync(ct);
        return inboxes.ConvertAll(inbox => new WidgetRow(inbox.Id, inbox.Key, inbox.Name, inbox.Widget, inbox.SnippetSeenAt, inbox.SnippetSeenOn, workspace.Name, workspace.Language));
    }

    /// <summary>Null when there is no such web inbox.</summary>
    public async Task<WidgetRow?> FindAsync(string key, CancellationToken ct) => (await AllAsync(ct)).FirstOrDefault(row => row.Key == key);
}
