using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using HelpDesk.Web.Actions.Tickets;
using HelpDesk.Web.Data;

namespace HelpDesk.Web.Actions.Chats;

/// <summary>What a page tells of its visitor and their ticket, already read and bounded.</summary>
internal sealed record PageFacts(
    IReadOnlyDictionary<string, string?> Customer, IReadOnlyDictionary<string, string?> Ticket, IReadOnlyList<string> Tags);

/// <summary>
/// A page says what it knows of the visitor and adds tags to the ticket. All of it is claimed (<see cref="PageClaims"/>); tags are
/// only added, never taken off.
/// </summary>
internal sealed class TellFacts(Writer writer, TimeProvider clock)
{
    /// <summary>Most tags on a ticket to which a page may still add one.</summary>
    public const int MostTags = 10;

    /// <returns>False when nothing changes.</returns>
    /// <exception cref="RuleException">That is too much of it.</exception>
    /// <exception cref="NotFoundException">The ticket is not this visitor's.</exception>
    public Task<bool> RunAsync(Visitor visitor, long number, PageFacts facts, CancellationToken ct) => writer.RunAsync(
        async (db, token) =>
        {
            var ticket = await db.TicketOfAsync(visitor, number, token);
            var changes = ticket.Customer.Tell(facts.Customer);
            if (ticket.Category == StatusCategory.Closed)
            {
                return changes;
            }

            changes |= ticket.Tell(facts.Ticket, clock.GetUtcNow());
            return await AddTagsAsync(db, ticket, facts.Tags, token) || changes;
        },
        ct);

    private async Task<bool> AddTagsAsync(HelpDeskDb db, Ticket ticket, IReadOnlyList<string> tags, CancellationToken ct)
    {
        if (tags.Count == 0)
        {
            return false;
        }

        await db.Entry(ticket).Collection(row => row.Tags).LoadAsync(ct);
        var present = ticket.Tags.Select(tag => tag.Name).ToList();
        var wanted = present.Union(SetTags.Checked(tags).Select(TicketTag.Normalise), StringComparer.Ordinal).ToList();
        return wanted.Count <= Math.Max(MostTags, present.Count)
            ? ticket.SetTags(wanted, Actor.Customer(ticket.CustomerId, ticket.Customer.DisplayName), clock.GetUtcNow())
            : throw new RuleException("too_many", "A page adds tags to a ticket until it has {0}.", MostTags);
    }
}
