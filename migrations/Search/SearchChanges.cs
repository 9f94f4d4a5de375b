using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace HelpDesk.Migrations.Search;

/// <summary>What a unit of work is about to change of what can be found. Taken before saving, read after it.</summary>
internal sealed class SearchChanges
{
    private readonly List<Message> complete = [];
    private readonly List<Message> messages = [];
    private readonly HashSet<long> ticketIds = [];
    private readonly HashSet<long> customerIds = [];
    private readonly HelpDeskDb db;

    public SearchChanges(HelpDeskDb db)
    {
        this.db = db;
        foreach (var entry in db.ChangeTracker.Entries())
        {
            Note(entry);
        }
    }

    public bool IsEmpty => complete.Count == 0 && !NeedsReading;

    /// <summary>Whether some of what belongs into an entry has to be looked up.</summary>
    public bool NeedsReading => messages.Count + ticketIds.Count + customerIds.Count > 0;

    /// <summary>The entries of those messages of which all is at hand, once they are saved.</summary>
    public IReadOnlyCollection<SearchEntry> Complete => complete.ConvertAll(message => SearchEntry.Of(message.Id, message.Ticket.Id, TextsOf(message)));

    /// <summary>The other messages whose entry is to be written; activities are not searched.</summary>
    public IQueryable<Message> Affected()
    {
        var ids = messages.ConvertAll(message => message.Id);
        var searched = db.Messages.AsNoTracking().Where(message => message.Kind != MessageKind.Activity);
        return ticketIds.Count + customerIds.Count == 0
            ? searched.Where(message => ids.Contains(message.Id))
            : searched.Where(message => ids.Contains(message.Id) || ticketIds.Contains(message.TicketId)
                || customerIds.Contains(message.Ticket.CustomerId));
    }

    private static IEnumerable<string> TextsOf(Message message) =>
    [
        message.Ticket.Customer.DisplayName,
        .. message.Ticket.Customer.Identities.Where(identity => identity.Type != IdentityType.Visitor).Select(identity => identity.Value),
        message.Ticket.Subject,
        message.BodyText,
    ];

    private void Note(EntityEntry entry)
    {
        switch (entry.Entity)
        {
            case Message { Kind: not MessageKind.Activity } message
                when entry.State == EntityState.Added || Changed(entry, nameof(Message.BodyText)):
                (HasAll(message) ? complete : messages).Add(message);
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

    // A chat loads its customer with all identities: then a message costs one look-up less.
    private bool HasAll(Message message) =>
        message.Ticket?.Customer is { CompanyId: null } customer
        && db.Entry(customer).Collection(row => row.Identities).IsLoaded;

    private static bool Changed(EntityEntry entry, params string[] properties) =>
        entry.State == EntityState.Modified && Array.Exists(properties, name => entry.Property(name).IsModified);
}
