using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Actions.Tickets;

namespace HelpDesk.Web.Api;

/// <summary>Reads the body that opens a ticket and tells everything that is wrong with it at once.</summary>
internal sealed class NewTicketReader(References references)
{
    private const string Customer = "customer";
    private const string Agent = "agent";

    public async Task<NewTicket> ReadAsync(NewTicketBody body, string? clientKey, CancellationToken ct)
    {
        var errors = new FieldErrors();
        CheckWords(body, errors);
        var ticket = new NewTicket
        {
            CustomerId = await references.CustomerAsync(body.Customer?.Id, errors, ct),
            Email = Address(body.Customer, errors),
            Name = body.Customer?.Name,
            Subject = body.Subject,
            Text = body.Text ?? "",
            FromAgent = body.From == Agent,
            InboxId = await references.InboxAsync(body.Inbox, errors, ct),
            TeamId = await references.TeamAsync(body.Team, errors, ct),
            AssigneeId = await references.AgentAsync(body.Assignee, errors, ct),
            Priority = errors.Word<Priority>("priority", body.Priority) ?? Priority.Normal,
            Tags = body.Tags ?? [],
            ClientKey = clientKey,
        };
        errors.ThrowIfAny();
        return ticket;
    }

    private static void CheckWords(NewTicketBody body, FieldErrors errors)
    {
        if (body.From is not (Customer or Agent))
        {
            errors.Add("from", $"One of {Customer}, {Agent} is expected.");
        }

        if (string.IsNullOrWhiteSpace(body.Text))
        {
            errors.Add("text", "There is nothing to send yet.");
        }
    }

    private static string? Address(NewTicketCustomer? customer, FieldErrors errors)
    {
        if (customer is null || (customer.Id is null) == (customer.Email is null))
        {
            errors.Add("customer", "Either an id or an email is expected.");
            return null;
        }

        if (customer.Email is null)
        {
            return null;
        }

        if (EmailAddress.TryNormalise(customer.Email, out var address))
        {
            return address;
        }

        errors.Add("customer.email", "This does not look like an e-mail address. An example: ana@example.com");
        return null;
    }
}
