using System.Security.Cryptography;
using System.Text;
using HelpDesk.Domain;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using HelpDesk.Web.Data;
using HelpDesk.Web.Ui.Texts;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Chats;

/// <summary>
/// Mails a customer the conversation of their own ticket, without notes. It waits in the outbox like any mail and keeps to
/// the same limits; asked for again while nothing new was said it is the same mail. An address that is new is only claimed:
/// nothing that the visitor wrote is mailed there.
/// </summary>
internal sealed class SendTranscript(Writer writer, TimeProvider clock)
{
    /// <exception cref="RuleException">
    /// The address cannot be one, or does not exist (<c>email</c>); the ticket is closed (<c>closed</c>).
    /// </exception>
    /// <exception cref="NotFoundException">The ticket is not this visitor's.</exception>
    public Task RunAsync(Visitor visitor, long number, string email, CancellationToken ct)
    {
        if (!EmailAddress.TryNormalise(email, out var address))
        {
            throw new RuleException("email", "This does not look like an e-mail address. An example: ana@example.com");
        }

        return writer.RunAsync(
            async (db, token) =>
            {
                var now = clock.GetUtcNow();
                var ticket = await db.TicketOfAsync(visitor, number, token);
                var customer = ticket.Customer;
                if ((await GiveContact.ClaimAddressAsync(db, customer, address, now, token)).BouncedAt is not null)
                {
                    throw new RuleException("email", "Mail to this address came back. Please give another one.");
                }

                var key = await KeyAsync(db, ticket, address, token);
                if (await db.SentBeforeAsync(AuthorKind.System, 0, key, token) is not null)
                {
                    return;
                }

                var words = Texts.In(customer.Language);
                var message = ticket.SendTranscript(words["The transcript of this chat goes to {0}.", address], key, now);
                message.Deliver(Channel.Chat, "", DeliveryState.Sent, dueAt: null, now);
                message.Deliver(Channel.Email, address, DeliveryState.Queued, now, now);
            },
            ct);
    }

    // What was said last and to whom it goes: a second request for the same is no second mail.
    private static async Task<string> KeyAsync(HelpDeskDb db, Ticket ticket, string address, CancellationToken ct)
    {
        var last = await db.Messages
            .Where(message => message.TicketId == ticket.Id && message.Kind == MessageKind.Public && message.AuthorKind != AuthorKind.System)
            .MaxAsync(message => (int?)message.Seq, ct) ?? 0;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(address));
        return $"transcript-{ticket.Number}-{last}-{Convert.ToHexStringLower(hash.AsSpan(0, 8))}";
    }
}
