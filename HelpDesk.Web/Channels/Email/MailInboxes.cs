using HelpDesk.Domain;
using HelpDesk.Domain.Email;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using HelpDesk.Migrations;
using HelpDesk.Web.Channels.Email.Mime;
using HelpDesk.Web.Intake;
using HelpDesk.Web.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace HelpDesk.Web.Channels.Email;

/// <summary>Knows the mail inboxes by their keys and addresses.</summary>
internal sealed class MailInboxes(IDbContextFactory<HelpDeskDb> factory, IOptionsMonitor<OutgoingMailOptions> outgoing)
{
    /// <summary>
    /// The inbox that was asked for; else the first whose address stands in Delivered-To, X-Original-To, To or Cc; else
    /// the first there is.
    /// </summary>
    /// <exception cref="RuleException">There is none (<c>inbox</c>).</exception>
    public async Task<long> ChooseAsync(string? key, ReadMail head, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var boxes = await db.Inboxes.AsNoTracking().Where(inbox => inbox.Channel == Channel.Email)
            .OrderBy(inbox => inbox.Id)
            .Select(inbox => new { inbox.Id, inbox.Key, Account = db.MailAccounts.FirstOrDefault(account => account.InboxId == inbox.Id) })
            .ToListAsync(ct);
        if (key is not null)
        {
            return boxes.Find(box => box.Key == key)?.Id ?? throw new RuleException("inbox", $"There is no mail inbox {key}.");
        }

        var named = MailRecipients.Of(head)
            .Select(address => boxes.Find(box => box.Account is not null && AddressesOf(box.Account).Holds(address)))
            .FirstOrDefault(box => box is not null);
        return (named ?? boxes.FirstOrDefault())?.Id
            ?? throw new RuleException("inbox", "There is no mail inbox yet. Connect a mailbox on the page Mailboxes, or set Mail:Outgoing:From to its address, for example support@example.com.");
    }

    /// <summary>Looks all mailboxes up, for a round of reading.</summary>
    public async Task<MailboxBook> OpenAsync(CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var accounts = await db.MailAccounts.AsNoTracking().ToListAsync(ct);
        var language = await db.Workspaces.Where(workspace => workspace.Id == Workspace.TheId).Select(workspace => workspace.Language).FirstOrDefaultAsync(ct);
        return new MailboxBook(await db.DeskAsync(outgoing.CurrentValue, ct), accounts.ToDictionary(account => account.InboxId), language ?? "en");
    }

    private static OwnAddresses AddressesOf(MailAccount account) => new(account.Aliases.Append(account.Address).ToHashSet(StringComparer.Ordinal));
}

/// <summary>The mailboxes as they stand in one round of reading.</summary>
/// <param name="Own">Every address of the desk itself.</param>
/// <param name="ByInbox">By the id of the mail inbox.</param>
/// <param name="Language">Of the workspace, for what agents read.</param>
internal sealed record MailboxBook(OwnAddresses Own, IReadOnlyDictionary<long, MailAccount> ByInbox, string Language);
