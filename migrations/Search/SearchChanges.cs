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

    public bool IsEmpty => complete.Count + customerIds.Count == 0 && !NeedsReading;

    /// <summary>Whether some of what belongs into the entries of <see cref="Affected"/> has to be looked up.</summary>
    public bool NeedsReading => messages.Count + ticketIds.Count > 0;

    /// <summary>Customers whose words changed: all that they ever wrote is found by the new ones.</summary>
    public IReadOnlyCollection<long> CustomerIds => customerIds;

    /// <summary>The entries of those messages of which all is at hand, once they are saved.</summary>
    public IReadOnlyCollection<SearchEntry> Complete => complete.ConvertAll(message => SearchEntry.Of(message.Id, message.Ticket.Id, TextsOf(message)));

    /// <summary>What can be searched: no activities.</summary>
    public static IQueryable<Message> Searched(HelpDeskDb db) => db.Messages.AsNoTracking().Where(message => message.Kind != MessageKind.Activity);

    /// <summary>The other messages whose entry is to be written, apart from those of <see cref="CustomerIds"/>.</summary>
    public IQueryable<Message> Affected()
    {
        var ids = messages.ConvertAll(message => message.Id);
        return ticketIds.Count == 0
            ? Searched(db).Where(message => ids.Contains(message.Id))
            : Searched(db).Where(message => ids.Contains(message.Id) || ticketIds.Contains(message.TicketId));
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
