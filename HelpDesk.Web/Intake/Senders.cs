using HelpDesk.Domain.Customers;
using HelpDesk.Migrations;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Intake;

/// <summary>Finds or makes the customer who sent a message, and notes the browser and page it came from.</summary>
internal static class Senders
{
    /// <summary>
    /// The customer whom the site has signed; else that of this visitor key; else the one whose ticket the chat link names;
    /// else a new one, saved so that it has an id.
    /// </summary>
    /// <param name="db">Where to look.</param>
    /// <param name="inbound">What came in.</param>
    /// <param name="supposed">The customer of the visitor's latest ticket, loaded already; null without one.</param>
    /// <param name="now">The instant.</param>
    /// <param name="ct">Ends the search.</param>
    public static async Task<Customer> SenderAsync(this HelpDeskDb db, InboundMessage inbound, Customer? supposed, DateTimeOffset now, CancellationToken ct)
    {
        var customer = Holds(supposed, inbound.VisitorKey) || IsSigned(supposed, inbound) ? supposed : await FindAsync(db, inbound, ct);
        if (inbound.Signed is { } signed && !IsSigned(customer, inbound))
        {
            customer = await db.RecogniseAsync(signed, customer, inbound.Language, now, ct);
        }

        if (customer is null)
        {
            customer = new Customer("", inbound.Language, now);
            db.Customers.Add(customer);
        }

        customer.Claim(IdentityType.Visitor, inbound.VisitorKey, now);
        customer.SetTimeZone(inbound.TimeZone ?? customer.TimeZone);
        if (customer.Id == 0)
        {
            await db.SaveChangesAsync(ct);
        }

        return customer;
    }

    /// <summary>Keeps what the agent sees as device and page.</summary>
    public static async Task NoteBrowserAsync(this HelpDeskDb db, InboundMessage inbound, Customer customer, DateTimeOffset now, CancellationToken ct)
    {
        var device = await db.Devices.SingleOrDefaultAsync(row => row.VisitorKey == inbound.VisitorKey, ct);
        if (device is null)
        {
            db.Devices.Add(new Device(customer.Id, inbound.VisitorKey, inbound.UserAgent, inbound.Language, now));
        }
        else
        {
            device.Seen(inbound.UserAgent, now);
        }

        var last = await db.PageVisits.Where(row => row.CustomerId == customer.Id).OrderByDescending(row => row.At).Select(row => row.Url).FirstOrDefaultAsync(ct);
        if (inbound.PageUrl is { Length: > 0 } url && url != last)
        {
            var widget = await db.Inboxes.Where(row => row.Id == inbound.InboxId).Select(row => row.Widget).SingleAsync(ct);
            if (!widget.Privacy.PageTrail)
            {
                await db.PageVisits.Where(row => row.CustomerId == customer.Id).ExecuteDeleteAsync(ct);
            }

            db.PageVisits.Add(new PageVisit(customer.Id, url, inbound.PageTitle, now));
        }
    }

    private static bool Holds(Customer? customer, string visitorKey) =>
        customer?.Identities.Any(identity => identity.Type == IdentityType.Visitor && identity.Value == visitorKey) == true;

    private static bool IsSigned(Customer? customer, InboundMessage inbound) =>
        inbound.Signed is { } signed && customer is { IsSigned: true } && customer.ExternalId == signed.ExternalId;

    private static async Task<Customer?> FindAsync(HelpDeskDb db, InboundMessage inbound, CancellationToken ct)
    {
        var customer = await db.OfKeyAsync(inbound.VisitorKey, ct);
        return customer is null && inbound.LinkedTicketId is { } linked
            ? await db.Customers.Include(row => row.Identities).FirstOrDefaultAsync(row => db.Tickets.Any(ticket => ticket.Id == linked && ticket.CustomerId == row.Id), ct)
            : customer;
    }
}
