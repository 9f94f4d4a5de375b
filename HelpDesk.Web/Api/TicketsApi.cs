using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Actions.Tickets;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HelpDesk.Web.Api;

/// <summary><c>/api/v1/tickets</c></summary>
internal static class TicketsApi
{
    public static void MapTickets(this RouteGroupBuilder api)
    {
        var tickets = api.MapGroup("/tickets").WithTags("Tickets");
        tickets.MapGet("", List).Needs(Permission.ReadTickets).WithName("listTickets")
            .WithSummary("List tickets").WithDescription("The newest first. Filters are combined with and.");
        tickets.MapPost("", Open).Needs(Permission.WriteTickets).WithName("openTicket")
            .WithSummary("Open a ticket").WithDescription("Customer, ticket and first message are stored together or not at all.");
        tickets.MapGet("/{number:long}", Read).Needs(Permission.ReadTickets).WithName("readTicket")
            .WithSummary("Read a ticket").Produces(StatusCodes.Status304NotModified);
        tickets.MapPatch("/{number:long}", Change).Needs(Permission.WriteTickets).WithName("changeTicket")
            .WithSummary("Change a ticket").WithDescription("All of the changes are made, or none.");
    }

    private static async Task<Ok<Page<TicketView>>> List(
        [AsParameters] TicketFilter filter, [AsParameters] PageRequest page, HttpContext context, TicketQuery query, CancellationToken ct)
    {
        var rows = await query.ListAsync(filter, page.Number, page.Size + 1, ct);
        return TypedResults.Ok(page.Cut(context, rows, ticket => ticket.Number));
    }

    private static async Task<Results<Ok<TicketView>, StatusCodeHttpResult>> Read(long number, HttpContext context, TicketQuery query, CancellationToken ct) =>
        Etags.Answer(context, await query.ReadAsync(number, ct));

    private static Task<Created<TicketView>> Open(
        NewTicketBody body, Caller caller, HttpContext context, Idempotency idempotency, NewTicketReader reader, OpenTicket open, TicketQuery query, CancellationToken ct) =>
        idempotency.RunAsync(
            context,
            body,
            async clientKey =>
            {
                var number = await open.RunAsync(caller.Actor, await reader.ReadAsync(body, clientKey, ct), ct);
                return await query.ReadAsync(number, ct);
            },
            ticket => $"/api/v1/tickets/{ticket.Number}");

    private static async Task<Results<Ok<TicketView>, StatusCodeHttpResult>> Change(
        long number, TicketChangesBody body, Caller caller, HttpContext context, References references, EditTicket edit, TicketQuery query, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var edits = new TicketEdits
        {
            Version = Etags.Expected(context.Request),
            Status = body.Status,
            Subject = body.Subject,
            Priority = errors.Word<Priority>("priority", body.Priority),
            Tags = body.Tags,
            ChangesTeam = body.TeamGiven,
            TeamId = await references.TeamAsync(body.Team, errors, ct),
            ChangesAssignee = body.AssigneeGiven,
            AssigneeId = await references.AgentAsync(body.Assignee, errors, ct),
        };
        errors.ThrowIfAny();
        await edit.RunAsync(caller.Actor, number, edits, ct);
        return Etags.Answer(context, await query.ReadAsync(number, ct));
    }
}
