using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Customers;

/// <summary>
/// Takes what people wrote out of tickets, in the caller's transaction: words, files, addresses and facts. What was counted
/// stays, because times, states and authors stay. Contents of files go with the sweep that removes what no row names.
/// </summary>
internal static class Emptying
{
    private static readonly ActivityType[] Telling =
    [
        ActivityType.SubjectChanged, ActivityType.ContactGiven, ActivityType.MailedToCustomer, ActivityType.MailNotDelivered, ActivityType.CustomersMerged,
        ActivityType.CustomersNotMerged, ActivityType.CustomersJoined, ActivityType.CustomersParted, ActivityType.ParticipantAccepted, ActivityType.ChatRated,
    ];

    /// <param name="db">The caller's transaction.</param>
    /// <param name="ids">Row ids of tickets.</param>
    /// <param name="now">The instant it is done.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>The raw mails that are no longer needed, by the hash of their content.</returns>
    public static async Task<List<string>> EmptyAsync(HelpDeskDb db, IReadOnlyList<long> ids, DateTimeOffset now, CancellationToken ct)
    {
        var messages = db.Messages.Where(message => ids.Contains(message.TicketId));
        var numbers = messages.Select(message => message.Id);
        var rawIds = messages.Where(message => message.RawMailId != null).Select(message => message.RawMailId!.Value);
        var raw = await db.RawMails.Where(mail => rawIds.Contains(mail.Id)).Select(mail => mail.Hash).Distinct().ToListAsync(ct);

        // What waits to be sent goes nowhere; of what was sent only that it was.
        await db.Deliveries.Where(row => ids.Contains(row.TicketId) && (row.DueAt != null || row.LeaseUntil != null)).ExecuteDeleteAsync(ct);
        await db.Deliveries.Where(row => ids.Contains(row.TicketId)).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Recipient, "").SetProperty(row => row.Error, (string?)null).SetProperty(row => row.Response, (string?)null), ct);
        await db.Attachments.Where(file => numbers.Contains(file.MessageId!.Value)).ExecuteDeleteAsync(ct);
        await db.MailMetas.Where(mail => numbers.Contains(mail.MessageId)).ExecuteUpdateAsync(
            set => set.SetProperty(mail => mail.Subject, "").SetProperty(mail => mail.From, (string?)null).SetProperty(mail => mail.ReplyTo, (string?)null)
                .SetProperty(mail => mail.To, (string?)null).SetProperty(mail => mail.Cc, (string?)null).SetProperty(mail => mail.Alias, (string?)null),
            ct);
        await messages.Where(message => message.ActivityType != null && Telling.Contains(message.ActivityType.Value)).ExecuteUpdateAsync(
            set => set.SetProperty(message => message.ActivityFrom, (string?)null).SetProperty(message => message.ActivityTo, (string?)null), ct);
        await messages.Where(message => message.Kind != MessageKind.Activity).ExecuteUpdateAsync(
            set => set.SetProperty(message => message.BodyText, "").SetProperty(message => message.BodyHtml, (string?)null)
                .SetProperty(message => message.QuotedText, (string?)null).SetProperty(message => message.QuotedHtml, (string?)null)
                .SetProperty(message => message.Content, (MessageContent?)null).SetProperty(message => message.RedactedAt, (DateTimeOffset?)now),
            ct);
        await db.Participants.Where(row => ids.Contains(row.TicketId) && row.Address != null).ExecuteDeleteAsync(ct);
        await db.Drafts.Where(row => ids.Contains(row.TicketId)).ExecuteDeleteAsync(ct);
        await db.CsatResponses.Where(row => ids.Contains(row.TicketId)).ExecuteUpdateAsync(set => set.SetProperty(row => row.Comment, (string?)null), ct);
        await db.ChatLinks.Where(link => ids.Contains(link.TicketId)).ExecuteDeleteAsync(ct);
        await db.VisitorAccesses.Where(access => ids.Contains(access.TicketId)).ExecuteDeleteAsync(ct);

        // Through the rows, so that nothing is found by its old words any more and every screen hears of it.
        foreach (var ticket in await db.Tickets.Where(row => ids.Contains(row.Id)).ToListAsync(ct))
        {
            ticket.Empty(now);
        }

        await db.SaveChangesAsync(ct);
        var used = await db.RawMails.Where(mail => raw.Contains(mail.Hash) && !rawIds.Contains(mail.Id)).Select(mail => mail.Hash).ToListAsync(ct);
        return [.. raw.Except(used)];
    }
}
