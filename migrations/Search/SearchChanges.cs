using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace HelpDesk.Migrations.Search;

/// <summary>What a unit of work is about to change of what can be found. Taken before saving, read after it.</summary>
internal sealed class SearchChanges
{
    private readonly List<Message> messages = [];
    private readonly HashSet<long> ticketIds = [];
    private readonly HashSet<long> customerIds = [];

    public SearchChanges(ChangeTracker tracker)
    {
        foreach (var entry in tracker.Entries())
        {
            Note(entry);
        }
    }

    public bool IsEmpty => messages.Count + ticketIds.Count + customerIds.Count == 0;

    /// <summary>The messages whose entry is to be written; activities are not searched.</summary>
    public IQueryable<Message> Affected(HelpDeskDb db)
    {
        var ids = messages.ConvertAll(message => message.Id);
        var searched = db.Messages.AsNoTracking().Where(message => message.Kind != MessageKind.Activity);
        return ticketIds.Count + customerIds.Count == 0
            ? searched.Where(message => ids.Contains(message.Id))
            : searched.Where(message => ids.Contains(message.Id) || ticketIds.Contains(message.TicketId)
                || customerIds.Contains(message.Ticket.CustomerId));
    }

    private void Note(EntityEntry entry)
    {
        switch (entry.Entity)
        {
            case Message { Kind: not MessageKind.Activity } message
                when entry.State == EntityState.Added || Changed(entry, nameof(Message.BodyText)):
                messages.Add(message);
                break;
            case Ticket ticket when Changed(entry, nameof(Ticket.Subject), nameof(Ticket.CustomerId)):
                ticketIds.Add(ticket.Id);
                break;
            case Customer customer when Changed(entry, nameof(Customer.DisplayName), nameof(Customer.CompanyId)):
                customerIds.Add(customer.Id);
                break;
            case CustomerIdentity { CustomerId: > 0 } identity
                when entry.State is EntityState.Added or EntityState.Deleted && identity.Type != IdentityType.Visitor:
                customerIds.Add(identity.CustomerId);
                break;
        }
    }

    private static bool Changed(EntityEntry entry, params string[] properties) =>
        entry.State == EntityState.Modified && Array.Exists(properties, name => entry.Property(name).IsModified);
}
