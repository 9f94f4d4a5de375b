using HelpDesk.Domain.Kpi;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Features.Kpis;

/// <summary>The numbers of one ticket and of one customer, counted where they are kept.</summary>
internal sealed class KpiQuery(IDbContextFactory<HelpDeskDb> factory)
{
    /// <summary>More first responses than this do not move a median on a screen.</summary>
    private const int Sample = 5_000;

    public async Task<TicketKpis?> TicketAsync(long ticketId, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var row = await db.Tickets.AsNoTracking().Where(ticket => ticket.Id == ticketId)
            .Select(ticket => new { ticket.WaitingSince, ticket.CreatedAt, ticket.FirstResponseAt, ticket.ReplyCount, ticket.ReopenCount })
            .FirstOrDefaultAsync(ct);
        var rated = await db.CsatResponses.AsNoTracking().Where(response => response.TicketId == ticketId).OrderByDescending(response => response.Id)
            .Select(response => new { response.Rating, response.Comment }).FirstOrDefaultAsync(ct);
        return row is null ? null : new TicketKpis(row.WaitingSince, row.FirstResponseAt - row.CreatedAt, row.ReplyCount, row.ReopenCount)
        {
            Rating = rated?.Rating,
            Comment = rated?.Comment,
        };
    }

    public async Task<CustomerKpis> CustomerAsync(long customerId, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var tickets = db.Tickets.AsNoTracking().Where(ticket => ticket.CustomerId == customerId);
        var total = await tickets.CountAsync(ct);
        var open = await tickets.CountAsync(ticket => ticket.Category != StatusCategory.Solved && ticket.Category != StatusCategory.Closed, ct);
        var last = await tickets.MaxAsync(ticket => ticket.LastCustomerMessageAt, ct);
        var rating = await db.CsatResponses.Where(response => response.Ticket.CustomerId == customerId).AverageAsync(response => (double?)response.Rating, ct);
        return new CustomerKpis(total, open, await MedianAsync(tickets, ct), last) { MeanRating = rating };
    }

    private static async Task<TimeSpan?> MedianAsync(IQueryable<Ticket> tickets, CancellationToken ct)
    {
        var answered = await tickets.Where(ticket => ticket.FirstResponseAt != null).OrderByDescending(ticket => ticket.FirstResponseAt).Take(Sample)
            .Select(ticket => new { ticket.CreatedAt, ticket.FirstResponseAt }).ToListAsync(ct);
        return Measures.Median([.. answered.Select(row => row.FirstResponseAt!.Value - row.CreatedAt)]);
    }
}
