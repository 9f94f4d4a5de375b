using HelpDesk.Migrations;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Api;

/// <summary>Finds the rows that a body names by public ids; what is not there is an error of that field.</summary>
internal sealed class References(IDbContextFactory<HelpDeskDb> factory)
{
    public Task<long?> TeamAsync(string? id, FieldErrors errors, CancellationToken ct) =>
        FindAsync("team", id, db => db.Teams.Where(row => row.PublicId == id).Select(row => (long?)row.Id), errors, ct);

    public Task<long?> AgentAsync(string? id, FieldErrors errors, CancellationToken ct) =>
        FindAsync("assignee", id, db => db.Agents.Where(row => row.PublicId == id && row.IsActive).Select(row => (long?)row.Id), errors, ct);

    public Task<long?> CustomerAsync(string? id, FieldErrors errors, CancellationToken ct) =>
        FindAsync("customer.id", id, db => db.Customers.Where(row => row.PublicId == id && row.ErasedAt == null).Select(row => (long?)row.Id), errors, ct);

    public Task<long?> InboxAsync(string? keyOrId, FieldErrors errors, CancellationToken ct) =>
        FindAsync("inbox", keyOrId, db => db.Inboxes.Where(row => row.Key == keyOrId || row.PublicId == keyOrId).Select(row => (long?)row.Id), errors, ct);

    private async Task<long?> FindAsync(string field, string? id, Func<HelpDeskDb, IQueryable<long?>> find, FieldErrors errors, CancellationToken ct)
    {
        if (id is null)
        {
            return null;
        }

        await using var db = await factory.CreateDbContextAsync(ct);
        var found = await find(db).FirstOrDefaultAsync(ct);
        if (found is null)
        {
            errors.Add(field, "There is no such thing.");
        }

        return found;
    }
}
