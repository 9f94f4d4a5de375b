using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Customers;
using HelpDesk.Web.Data;

namespace HelpDesk.Web.Actions.Customers;

/// <summary>Adds what every agent should know about a customer, whatever the ticket.</summary>
internal sealed class AddCustomerNote(Writer writer, TimeProvider clock)
{
    private const int MaxLength = 5_000;

    /// <returns>True: it is always a new note.</returns>
    public Task<bool> RunAsync(Actor actor, long customerId, string text, CancellationToken ct)
    {
        actor.Require(Permission.WriteCustomers);
        var clean = TextRules.Checked(text, MaxLength);
        return writer.RunAsync(
            async (db, token) =>
            {
                var customer = await db.CustomerAsync(customerId, token);
                db.CustomerNotes.Add(new CustomerNote(customer.Id, actor.Id, clean, clock.GetUtcNow()));
                return true;
            },
            ct);
    }
}

/// <summary>Takes a note off a customer's record.</summary>
internal sealed class RemoveCustomerNote(Writer writer)
{
    /// <returns>False when it was gone already.</returns>
    public Task<bool> RunAsync(Actor actor, long noteId, CancellationToken ct)
    {
        actor.Require(Permission.WriteCustomers);
        return writer.RunAsync(
            async (db, token) =>
            {
                var note = await db.CustomerNotes.FindAsync([noteId], token);
                _ = note is null ? null : db.CustomerNotes.Remove(note);
                return note is not null;
            },
            ct);
    }
}
