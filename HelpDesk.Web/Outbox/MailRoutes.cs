using HelpDesk.Domain.Email;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using HelpDesk.Migrations;
using HelpDesk.Web.Data;
using HelpDesk.Web.Outbox.Mime;
using HelpDesk.Web.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace HelpDesk.Web.Outbox;

/// <summary>Where mail about a ticket comes from and by which mailbox it leaves.</summary>
/// <param name="Mailbox">The mailbox of its inbox; null where there is none yet.</param>
/// <param name="From">The address it comes from.</param>
/// <param name="TakesMail">Mail of this mailbox comes in here: it is fetched, or was handed in before.</param>
internal sealed record MailRoute(MailAccount? Mailbox, string From, bool TakesMail)
{
    public string Domain => WireAddress.TryMake(From, out var written) ? written[(written.LastIndexOf('@') + 1)..] : "localhost";

    /// <summary>The mailbox that takes signed addresses in; null where none does.</summary>
    public string? AnswersTo => TakesMail && Mailbox is { HasPlusAddresses: true } ? Mailbox.Address : null;
}

/// <summary>
/// Finds the way out for a ticket: a mail inbox sends by its own mailbox, every other by the one it names, else by the
/// first mail inbox there is. Without any the section <c>Mail:Outgoing</c> decides, and without that the folder.
/// </summary>
internal sealed class MailRoutes(IOptionsMonitor<OutgoingMailOptions> options, PublicAddress address, MailSecrets secrets)
{
    // A host that is an address in brackets makes no address of ours.
    private string DefaultFrom =>
        options.CurrentValue.From is { Length: > 0 } from ? from
        : $"helpdesk@{new Uri(address.Root).Host}" is var ours && WireAddress.TryMake(ours, out _) ? ours
        : "helpdesk@localhost";

    public async Task<MailRoute> ForAsync(HelpDeskDb db, Ticket ticket, CancellationToken ct)
    {
        var inbox = await db.Inboxes.AsNoTracking().SingleAsync(row => row.Id == ticket.InboxId, ct);
        var mailboxes = db.MailAccounts.AsNoTracking();
        var chosen = inbox.Channel == Channel.Email ? inbox.Id : inbox.SendsThroughInboxId;
        var mailbox = chosen is null ? null : await mailboxes.SingleOrDefaultAsync(row => row.InboxId == chosen, ct);
        mailbox ??= await mailboxes.OrderBy(row => row.InboxId).FirstOrDefaultAsync(ct);
        return mailbox is null
            ? new MailRoute(null, DefaultFrom, TakesMail: false)
            : new MailRoute(
                mailbox, await AliasAsync(db, ticket, mailbox, ct), mailbox.Incoming.Exists || await db.RawMails.AnyAsync(row => row.InboxId == mailbox.InboxId, ct));
    }

    /// <summary>The server that takes the mail; null writes it to the folder.</summary>
    /// <exception cref="InvalidOperationException">Its password cannot be read any more.</exception>
    public OutgoingServer? ServerOf(MailRoute route) => route.Mailbox is { Outgoing: { Exists: true } server } ? Reveal(server) : Configuration();

    /// <summary>The server of the configuration; null where it names none.</summary>
    public OutgoingServer? Configuration() => Configured(options.CurrentValue);

    private OutgoingServer Reveal(MailServer server) => secrets.TryReveal(server.Secret, out var password)
        ? new OutgoingServer(server.Host, server.Port, server.Security, server.User, password)
        : throw new InvalidOperationException("The password of outgoing mail was stored with other keys than this data folder holds. Enter it again.");

    private static OutgoingServer? Configured(OutgoingMailOptions options) =>
        options.Host.Length > 0 && OutgoingMailOptions.TrySecurity(options.Security, out var security)
            ? new OutgoingServer(options.Host, options.Port, security, options.User, options.Password)
            : null;

    // Whoever wrote to sales@ is answered by sales@.
    private static async Task<string> AliasAsync(HelpDeskDb db, Ticket ticket, MailAccount mailbox, CancellationToken ct)
    {
        var alias = await db.MailMetas.AsNoTracking()
            .Where(meta => meta.InboxId == mailbox.InboxId && meta.Alias != null)
            .Join(db.Messages.Where(message => message.TicketId == ticket.Id), meta => meta.MessageId, message => message.Id, (meta, message) => new { meta.Alias, message.Seq })
            .OrderByDescending(mail => mail.Seq).Select(mail => mail.Alias).FirstOrDefaultAsync(ct);
        return alias is not null && mailbox.Aliases.Contains(alias) ? alias : mailbox.Address;
    }
}
