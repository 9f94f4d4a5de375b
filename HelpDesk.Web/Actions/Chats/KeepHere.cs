using HelpDesk.Web.Data;

namespace HelpDesk.Web.Actions.Chats;

/// <summary>The customer says "I'm still here": idleness counts anew.</summary>
internal sealed class KeepHere(Writer writer, Timers timers, TimeProvider clock)
{
    /// <returns>False when the chat had ended.</returns>
    /// <exception cref="NotFoundException">The ticket is not this visitor's.</exception>
    public Task<bool> RunAsync(Visitor visitor, long number, CancellationToken ct) => writer.RunAsync(
        async (db, token) =>
        {
            var ticket = await db.TicketOfAsync(visitor, number, token);
            if (await db.LatestSessionAsync(ticket, token) is not { } session || !session.Here(clock.GetUtcNow()))
            {
                return false;
            }

            await timers.SyncAsync(db, ticket, session, token);
            return true;
        },
        ct);
}
