using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Email;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using HelpDesk.Migrations;
using HelpDesk.Web.Actions;
using HelpDesk.Web.Actions.Customers;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Intake;

/// <summary>Finds or makes who wrote a mail. An address is its owner's only where they have proven it.</summary>
internal static class MailSenders
{
    private const int NameLength = 200;

    // Who writes from these writes for somebody else, whom Reply-To names.
    private static readonly string[] Forms = ["no-reply", "noreply", "no_reply", "donotreply", "do-not-reply"];

    /// <summary>The customer of a ticket that a mail opens.</summary>
    public static async Task<Customer> RequesterAsync(this HelpDeskDb db, InboundMail mail, DateTimeOffset now, CancellationToken ct)
    {
        if (mail.Sender is not { } sender)
        {
            return await SavedAsync(db, new Customer("", await LanguageAsync(db, mail, ct), now), ct);
        }

        // Reply-To is the word of whoever filled in a form: it claims an address and proves nothing.
        return AnswersTo(mail, sender) is { } asked
            ? await FindOrMakeAsync(db, asked, mail, proves: false, now, ct)
            : await FindOrMakeAsync(db, new Mailbox(mail.From[0].Name, sender), mail, proves: mail.Verdict != MailVerdict.Fail, now, ct);
    }

    /// <summary>Who writes into a ticket that is there.</summary>
    public static async Task<Actor> AuthorAsync(this HelpDeskDb db, Ticket ticket, InboundMail mail, ThreadDecision decision, DateTimeOffset now, CancellationToken ct)
    {
        var sender = mail.Sender ?? throw new InvalidOperationException("A mail of several senders joins no ticket.");
        if (decision.Standing == SenderStanding.Agent)
        {
            return Actor.For(await db.Agents.SingleAsync(agent => agent.Email == sender, ct));
        }

        if (decision.Standing == SenderStanding.Claimant)
        {
            await ProveAsync(db, ticket, sender, now, ct);
        }

        var isCustomer = decision.Standing is SenderStanding.Customer or SenderStanding.Claimant
            || (decision.Standing != SenderStanding.Stranger && ticket.Customer.Identities.Any(identity => identity.Value == sender));
        var author = isCustomer
            ? ticket.Customer
            : await FindOrMakeAsync(db, new Mailbox(mail.From[0].Name, sender), mail, Threading.IsSigned(decision.Hint) && mail.Verdict != MailVerdict.Fail, now, ct);
        Seen(author, sender, mail, now);
        return Actor.Customer(author.Id, author.DisplayName);
    }

    /// <summary>
    /// The customer who has proven the address; else one who was only ever known by mail or program; else a new one. A
    /// visitor who merely claims it is not the same person.
    /// </summary>
    private static async Task<Customer> FindOrMakeAsync(HelpDeskDb db, Mailbox sender, InboundMail mail, bool proves, DateTimeOffset now, CancellationToken ct)
    {
        if (!EmailAddress.TryNormalise(sender.Address, out var address))
        {
            return await SavedAsync(db, new Customer(NameOf(sender, ""), await LanguageAsync(db, mail, ct), now), ct);
        }

        var known = await db.Customers.Include(row => row.Identities)
            .Where(row => row.MergedIntoId == null && row.ErasedAt == null && row.Identities.Any(identity => identity.Type == IdentityType.Email && identity.Value == address))
            .OrderBy(row => row.Id)
            .ToListAsync(ct);
        var owner = known.Find(row => row.Identities.Any(identity => identity.Value == address && identity.VerifiedAt is not null));
        var found = proves ? owner ?? known.Find(IsOfMailOnly) : known.Find(row => IsOfMailOnly(row) && row.ExternalId is null && row.Identities.All(identity => identity.VerifiedAt is null));
        var customer = found ?? await SavedAsync(db, new Customer(NameOf(sender, address), await LanguageAsync(db, mail, ct), now), ct);
        var identity = customer.Claim(IdentityType.Email, address, now);
        if (proves)
        {
            identity.Verify(IdentityProof.MailReceived, now);
        }

        Name(customer, sender, address);
        Seen(customer, address, mail, now);
        return customer;
    }

    // A mail from the address that answers what only we can have sent there.
    private static async Task ProveAsync(HelpDeskDb db, Ticket ticket, string address, DateTimeOffset now, CancellationToken ct)
    {
        var claimant = ticket.Customer;
        var owner = await db.Customers.Include(row => row.Identities).FirstOrDefaultAsync(
            row => row.MergedIntoId == null && row.Identities.Any(identity => identity.Type == IdentityType.Email && identity.Value == address && identity.VerifiedAt != null), ct);
        if (owner is null)
        {
            claimant.Identities.First(identity => identity.Type == IdentityType.Email && identity.Value == address).Verify(IdentityProof.MailReceived, now);
        }
        else if (owner.CanAbsorb(claimant))
        {
            await CustomerMerging.MergeAsync(db, claimant, owner, by: null, now, ct);
            ticket.Log(new Activity(ActivityType.CustomersMerged, NameOf(claimant), NameOf(owner)), Actor.System, now);
        }
        else
        {
            ticket.Log(new Activity(ActivityType.CustomersNotMerged, NameOf(claimant), NameOf(owner)), Actor.System, now);
        }
    }

    // Only a form of our own site, or one that says itself that nobody reads its answers.
    private static Mailbox? AnswersTo(InboundMail mail, string sender)
    {
        var at = sender.LastIndexOf('@');
        var isForm = Forms.Contains(sender[..at]) || mail.Own.Addresses.Any(own => own.EndsWith(sender[at..], StringComparison.Ordinal));
        return isForm && mail.ReplyTo is [var only] && EmailAddress.TryNormalise(only.Address, out var address) && address != sender && !mail.Own.Holds(address)
            ? only
            : null;
    }

    private static void Seen(Customer customer, string address, InboundMail mail, DateTimeOffset now)
    {
        customer.Seen(now);
        if (mail.Verdict != MailVerdict.Fail)
        {
            customer.Identities.FirstOrDefault(identity => identity.Value == address && identity.BouncedAt is not null)?.SetBounced(null);
        }
    }

    private static void Name(Customer customer, Mailbox sender, string address)
    {
        if (customer.DisplayName.Length == 0 && NameOf(sender, address) is { Length: > 0 } name)
        {
            customer.Describe(name, customer.Language, customer.CompanyId);
        }
    }

    // A name that looks like another address is there to deceive.
    private static string NameOf(Mailbox sender, string address)
    {
        var name = MailText.Line(sender.Name, NameLength);
        return name.Contains('@', StringComparison.Ordinal) && !name.Equals(address, StringComparison.OrdinalIgnoreCase) ? "" : name;
    }

    private static string NameOf(Customer customer) => customer.DisplayName.Length > 0 ? customer.DisplayName : customer.Email?.Value ?? customer.PublicId;

    private static bool IsOfMailOnly(Customer customer) => customer.Identities.All(identity => identity.Type != IdentityType.Visitor);

    private static async Task<string> LanguageAsync(HelpDeskDb db, InboundMail mail, CancellationToken ct) =>
        mail.Language ?? await db.Workspaces.Where(row => row.Id == Workspace.TheId).Select(row => row.Language).FirstOrDefaultAsync(ct) ?? "en";

    private static async Task<Customer> SavedAsync(HelpDeskDb db, Customer customer, CancellationToken ct)
    {
        db.Customers.Add(customer);
        await db.SaveChangesAsync(ct);
        return customer;
    }
}
