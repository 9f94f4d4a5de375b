using HelpDesk.Domain.Agents;
using HelpDesk.Web.Actions.Customers;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HelpDesk.Web.Api;

/// <summary><c>/api/v1/customers</c></summary>
internal static class CustomersApi
{
    public static void MapCustomers(this RouteGroupBuilder api)
    {
        var customers = api.MapGroup("/customers").WithTags("Customers");
        customers.MapGet("", List).Needs(Permission.ReadCustomers).WithName("listCustomers")
            .WithSummary("Find customers").WithDescription("Those who became known last come first.");
        customers.MapGet("/{id}", Read).Needs(Permission.ReadCustomers).WithName("readCustomer").WithSummary("Read a customer's record");
        customers.MapPatch("/{id}", Change).Needs(Permission.WriteCustomers).WithName("changeCustomer")
            .WithSummary("Correct a customer's record").WithDescription("All of the changes are made, or none.");
    }

    private static async Task<Ok<Page<CustomerView>>> List(
        [AsParameters] CustomerFilter filter, [AsParameters] PageRequest page, HttpContext context, CustomerQuery query, CancellationToken ct)
    {
        var rows = await query.ListAsync(filter, page.Key, page.Size + 1, ct);
        return TypedResults.Ok(page.Cut(context, rows, customer => customer.Id));
    }

    private static async Task<Ok<CustomerView>> Read(string id, CustomerQuery query, CancellationToken ct) =>
        TypedResults.Ok(await query.ReadAsync(id, ct));

    private static async Task<Ok<CustomerView>> Change(
        string id, CustomerChangesBody body, Caller caller, EditCustomer edit, CustomerQuery query, CancellationToken ct)
    {
        var edits = new CustomerEdits
        {
            Name = body.Name,
            Company = body.Company,
            Language = body.Language,
            TimeZone = body.TimeZone,
            IsBlocked = body.Blocked,
            Attributes = body.Attributes ?? new Dictionary<string, string?>(),
        };
        await edit.RunAsync(caller.Actor, id, edits, ct);
        return TypedResults.Ok(await query.ReadAsync(id, ct));
    }
}
