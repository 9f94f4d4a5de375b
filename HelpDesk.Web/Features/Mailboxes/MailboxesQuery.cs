using HelpDesk.Domain.Email;
using HelpDesk.Domain.Work;
using HelpDesk.Migrations;
using HelpDesk.Web.Outbox;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Features.Mailboxes;

/// <summary>
/// One mailbox with its folders. <c>Waiting</c>: mails that are stored and not yet read. <c>Sending</c>: why its mail does not
/// leave, null while it does.
/// </summary>
internal sealed record MailboxRow(string Key, string Inbox, MailAccount Account, IReadOnlyList<MailFolder> Folders, int Waiting, SendingTrouble? Sending);

/// <summary>A mail that could not be read.</summary>
internal sealed record QuarantineRow(long Id, string Inbox, DateTimeOffset ReceivedAt, long Size, string? MessageId, string? Error);

/// <summary>A team that an inbox's tickets may start in.</summary>
public sealed record TeamOfMail(long Id, string Name);

/// <summary>The mailboxes, how they are doing, and what could not be read.</summary>
internal sealed class MailboxesQuery(IDbContextFactory<HelpDeskDb> factory, SendingHealth sending)
{
    /// <summary>Small teams have a handful of mailboxes.</summary>
    private const int MostMailboxes = 200;

    private const int MostFolders = 1_000;

    private const int MostTeams = 500;

    /// <summary>The newest are shown; the others follow when these are through.</summary>
    public const int Page = 50;

    public async Task<IReadOnlyList<MailboxRow>> FindAsync(CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var accounts = await db.MailAccounts.AsNoTracking().OrderBy(row => row.Address).Take(MostMailboxes)
            .Join(db.Inboxes, account => account.InboxId, inbox => inbox.Id, (account, inbox) => new { account, inbox.Key, inbox.Name }).ToListAsync(ct);
        var folders = (await db.MailFolders.AsNoTracking().OrderBy(row => row.Name).Take(MostFolders).ToListAsync(ct)).ToLookup(row => row.AccountId);
        var waiting = await db.RawMails.Where(row => row.DueAt != null).GroupBy(row => row.InboxId)
            .Select(rows => new { rows.Key, Count = rows.Count() }).ToDictionaryAsync(rows => rows.Key, rows => rows.Count, ct);
        return [.. accounts.Select(row => new MailboxRow(
            row.Key, row.Name, row.account, [.. folders[row.account.Id].Where(folder => row.account.Folders.Contains(folder.Name))], waiting.GetValueOrDefault(row.account.InboxId), sending.Of(row.account)))];
    }

    /// <summary>The mailbox of the inbox with this key; null when there is none.</summary>
    public async Task<(Inbox Inbox, MailAccount Account)?> FindAsync(string key, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var found = await db.Inboxes.AsNoTracking().Where(inbox => inbox.Key == key)
            .Join(db.MailAccounts.AsNoTracking(), inbox => inbox.Id, account => account.InboxId, (inbox, account) => new { inbox, account }).SingleOrDefaultAsync(ct);
        return found is null ? null : (found.inbox, found.account);
    }

    /// <summary>The teams that tickets may start in.</summary>
    public async Task<IReadOnlyList<TeamOfMail>> TeamsAsync(CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        return await db.Teams.AsNoTracking().Where(team => !team.IsSample).OrderBy(team => team.Name).Take(MostTeams).Select(team => new TeamOfMail(team.Id, team.Name)).ToListAsync(ct);
    }

    public async Task<(IReadOnlyList<QuarantineRow> Newest, int Count)> QuarantineAsync(CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var mails = db.RawMails.AsNoTracking().Where(row => row.State == RawMailState.Quarantined);
        var newest = await mails.OrderByDescending(row => row.Id).Take(Page)
            .Join(db.Inboxes, mail => mail.InboxId, inbox => inbox.Id, (mail, inbox) => new { mail, inbox.Name })
            .OrderByDescending(row => row.mail.Id)
            .Select(row => new QuarantineRow(row.mail.Id, row.Name, row.mail.ReceivedAt, row.mail.Size, row.mail.InternetMessageId, row.mail.Error)).ToListAsync(ct);
        return (newest, await mails.CountAsync(ct));
    }
}
