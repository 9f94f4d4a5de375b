using HelpDesk.Migrations;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Features.TicketList;

/// <summary>Finds tickets by words of subject, customer and messages, or by number.</summary>
internal sealed class TicketSearchQuery(IDbContextFactory<HelpDeskDb> factory)
{
    /// <summary>Who needs more looks for another word.</summary>
    private const int Most = 200;

    public async Task<IReadOnlyList<long>> FindAsync(string typed, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        return await db.FindTicketsAsync(typed, Most, ct);
    }
}
