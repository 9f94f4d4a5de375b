using HelpDesk.Domain.Chat;
using HelpDesk.Web.Actions;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Channels.Chat;

/// <summary>
/// Nobody is connected to a server that has just started: whoever counted as there when it stopped counts as away from
/// now, and as gone if they are not back in time. Without this a stopped server would leave customers "there" for ever.
/// </summary>
internal sealed class AwayAfterRestart(Writer writer, Timers timers, TimeProvider clock, ILogger<AwayAfterRestart> logger) : IHostedService
{
    private const int Portion = 200;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var total = 0;
        for (int found; (found = await writer.RunAsync(MarkAsync, cancellationToken)) > 0;)
        {
            total += found;
        }

        if (total > 0)
        {
            logger.LogChatsFound(total);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<int> MarkAsync(Migrations.HelpDeskDb db, CancellationToken ct)
    {
        var sessions = await db.ChatSessions.Include(session => session.Ticket)
            .Where(session => session.AwaySince == null && session.State != ChatState.Ended && session.State != ChatState.Missed)
            .OrderBy(session => session.Id).Take(Portion)
            .ToListAsync(ct);
        foreach (var session in sessions)
        {
            session.Disconnect(clock.GetUtcNow());
            await timers.SyncAsync(db, session.Ticket, session, ct);
        }

        return sessions.Count;
    }
}
