using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Data;
using HelpDesk.Web.Intake;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Chats;

/// <summary>A customer fills in the form of a message, once. The same answers again are the same answer.</summary>
internal sealed class AnswerForm(Writer writer, Timers timers, TimeProvider clock)
{
    /// <exception cref="NotFoundException">There is no such form in a ticket of this visitor.</exception>
    /// <exception cref="RuleException">
    /// An answer is missing or does not fit (<c>form</c>); other ones were given before (<c>answered</c>); the chat was ended
    /// (<c>ended</c>).
    /// </exception>
    public Task RunAsync(Visitor visitor, string messageId, IReadOnlyDictionary<string, string?> given, CancellationToken ct) => writer.RunAsync(
        async (db, token) =>
        {
            var number = await db.Messages.Where(row => row.PublicId == messageId && row.Kind == MessageKind.Public)
                .Select(row => (long?)row.Ticket.Number).FirstOrDefaultAsync(token) ?? throw new NotFoundException("form");
            var ticket = await db.TicketOfAsync(visitor, number, token);
            var message = await db.Messages.SingleAsync(row => row.PublicId == messageId, token);
            var form = message.Content?.Form ?? throw new NotFoundException("form");
            var answers = FormRules.Read(form.Fields, given);
            if (form.Answers is { } before && before.Count == answers.Count && before.All(answer => answers.GetValueOrDefault(answer.Key) == answer.Value))
            {
                return;
            }

            var session = await db.LatestSessionAsync(ticket, token);
            if (session?.IsLocked == true)
            {
                throw new RuleException("ended", "This chat was ended. Start a new one to go on.");
            }

            var now = clock.GetUtcNow();
            ticket.AnswerForm(Actor.Customer(ticket.CustomerId, ticket.Customer.DisplayName), message, answers, now);
            await db.FillAsync(ticket, ticket.Customer, form.Fields, answers, now, token);
            session?.Stir();
            await timers.SyncAsync(db, ticket, session, token);
        },
        ct);
}
