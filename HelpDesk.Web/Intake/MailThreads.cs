using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Email;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using HelpDesk.Web.Outbox;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Intake;

/// <summary>Gathers what is known about the tickets that a mail points at, and lets <see cref="Threading"/> decide.</summary>
internal sealed class MailThreads(MessageIds ids)
{
    public async Task<ThreadDecision> DecideAsync(HelpDeskDb db, InboundMail mail, DateTimeOffset now, CancellationToken ct)
    {
        var pointers = MailPointers.Of(mail, ids);
        return Threading.Decide(new ThreadFacts
        {
            Senders = mail.Senders,
            Verdict = mail.Verdict,
            Machine = mail.Content.Machine,
            Misses = pointers.Count == 0 ? 0 : await MissesAsync(db, mail.Sender, now, ct),
            IsActiveAgent = mail.Sender is { } sender && await db.Agents.AnyAsync(agent => agent.Email == sender && agent.IsActive, ct),
            Candidates = pointers.Count == 0 ? [] : await CandidatesAsync(db, mail, pointers, ct),
        });
    }

    private static async Task<int> MissesAsync(HelpDeskDb db, string? sender, DateTimeOffset now, CancellationToken ct)
    {
        var since = now - SubjectGuesses.Window;
        var senders = db.CustomerIdentities.Where(identity => identity.Type == IdentityType.Email && identity.Value == sender).Select(identity => identity.CustomerId);
        return await db.Messages.CountAsync(
            message => senders.Contains(message.Ticket.CustomerId) && message.Ticket.CreatedAt > since && message.ActivityType == ActivityType.RelatedFound, ct);
    }

    private static async Task<List<ThreadCandidate>> CandidatesAsync(HelpDeskDb db, InboundMail mail, List<MailPointer> pointers, CancellationToken ct)
    {
        var foreign = await ForeignAsync(db, mail.InboxId, pointers, ct);
        var numbers = pointers.Select(pointer => pointer.TicketNumber).OfType<long>().Distinct().ToList();
        var byNumber = await db.Tickets.Where(ticket => numbers.Contains(ticket.Number)).ToDictionaryAsync(ticket => ticket.Number, ticket => ticket.Id, ct);
        var sentTo = await SentToAsync(db, pointers, ct);
        var inboxes = await db.InboxesOfMailboxAsync(mail.InboxId, ct);
        var tickets = new Dictionary<long, ThreadTicket>();
        var candidates = new List<ThreadCandidate>();
        foreach (var pointer in pointers)
        {
            var named = pointer.ForeignId is { } id ? foreign.GetValueOrDefault(id) : byNumber.GetValueOrDefault(pointer.TicketNumber ?? 0);
            if (named != 0 && await LoadAsync(db, named, inboxes, tickets, ct) is { } ticket)
            {
                candidates.Add(new ThreadCandidate(pointer.Hint, ticket) { SentTo = sentTo.GetValueOrDefault(pointer.DeliveryId ?? 0) ?? [] });
            }
        }

        return candidates;
    }

    private static async Task<Dictionary<string, long>> ForeignAsync(HelpDeskDb db, long inboxId, List<MailPointer> pointers, CancellationToken ct)
    {
        var wanted = pointers.Select(pointer => pointer.ForeignId).OfType<string>().ToList();
        return wanted.Count == 0
            ? []
            : await db.MailMetas.Where(meta => meta.InboxId == inboxId && wanted.Contains(meta.InternetMessageId))
                .Join(db.Messages, meta => meta.MessageId, message => message.Id, (meta, message) => new { meta.InternetMessageId, message.TicketId })
                .ToDictionaryAsync(row => row.InternetMessageId, row => row.TicketId, ct);
    }

    // The mail of a delivery went to everybody whose delivery left under the same id.
    private static async Task<Dictionary<long, string[]>> SentToAsync(HelpDeskDb db, List<MailPointer> pointers, CancellationToken ct)
    {
        var named = pointers.Select(pointer => pointer.DeliveryId).OfType<long>().Distinct().ToList();
        var rows = await db.Deliveries.Where(delivery => named.Contains(delivery.Id) && delivery.ProviderMessageId != null)
            .Join(db.Deliveries, named => named.ProviderMessageId, sent => sent.ProviderMessageId, (named, sent) => new { named.Id, sent.Recipient })
            .ToListAsync(ct);
        return rows.GroupBy(row => row.Id).ToDictionary(mail => mail.Key, mail => mail.Select(row => row.Recipient).Distinct().ToArray());
    }

    // With the tickets that it was merged into, from the last one back to it.
    private static async Task<ThreadTicket?> LoadAsync(HelpDeskDb db, long id, HashSet<long> inboxes, Dictionary<long, ThreadTicket> known, CancellationToken ct)
    {
        var chain = new List<Ticket>();
        for (long? next = id; next is { } ticketId && !known.ContainsKey(id) && chain.TrueForAll(row => row.Id != ticketId); next = chain[^1].MergedIntoId)
        {
            if (await db.Tickets.AsNoTracking().Include(row => row.Customer.Identities).AsSplitQuery().SingleOrDefaultAsync(row => row.Id == ticketId, ct) is not { } ticket)
            {
                break;
            }

            chain.Add(ticket);
        }

        for (var i = chain.Count - 1; i >= 0; i--)
        {
            known[chain[i].Id] = await DescribeAsync(db, chain[i], inboxes, i + 1 < chain.Count ? known[chain[i + 1].Id] : null, ct);
        }

        return known.GetValueOrDefault(id);
    }

    private static async Task<ThreadTicket> DescribeAsync(HelpDeskDb db, Ticket ticket, HashSet<long> inboxes, ThreadTicket? mergedInto, CancellationToken ct)
    {
        var emails = ticket.Customer.Identities.Where(identity => identity.Type == IdentityType.Email).ToLookup(identity => identity.VerifiedAt is not null, identity => identity.Value);
        return new ThreadTicket
        {
            Id = ticket.Id,
            IsOfMailbox = inboxes.Contains(ticket.InboxId),
            IsClosed = ticket.Category == StatusCategory.Closed,
            MergedInto = mergedInto,
            Proven = [.. emails[true]],
            Claimed = [.. emails[false]],
            Addressed = await db.Deliveries
                .Where(delivery => delivery.TicketId == ticket.Id && delivery.Channel == Channel.Email && (delivery.Role == RecipientRole.To || delivery.Role == RecipientRole.Cc) && delivery.Message.AuthorKind == AuthorKind.Agent)
                .Select(delivery => delivery.Recipient).Distinct().ToListAsync(ct),
            Collaborators = await db.AcceptedAsync(ticket.Id, ct),
        };
    }
}
