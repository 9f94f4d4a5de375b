using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using HelpDesk.Web.Http;
using HelpDesk.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Channels.Chat;

/// <summary>
/// What one page of a visitor is told, whichever way it listens: first what it missed, then what happens. Tickets are
/// derived anew from the token each time, never from what a client says.
/// </summary>
internal sealed class Listener : IDisposable
{
    /// <summary>Whoever missed more than this reloads the history instead.</summary>
    private const int MostMissed = 500;

    private const int Portion = 100;
    private const int MostTickets = 50;

    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(20);

    private readonly Caller caller;
    private readonly ListenerParts parts;
    private readonly Ears ears;
    private IDisposable? visit;
    private VisitorStatus? toldStatus;
    private string? agent;

    private Listener(Caller caller, ListenerParts parts)
    {
        this.caller = caller;
        this.parts = parts;
        ears = new Ears(parts.Feed);
    }

    /// <summary>The position up to which everything was told.</summary>
    public long Position { get; private set; }

    /// <summary>Begins to listen.</summary>
    /// <param name="caller">Who listens.</param>
    /// <param name="after">The last position the page knows; null or empty for "from now", and what cannot be ours asks it to reset.</param>
    /// <param name="parts">What listening needs.</param>
    /// <param name="ct">Ends when the page goes.</param>
    /// <exception cref="ProblemException">Too many pages of this visitor listen (<c>rate</c>).</exception>
    public static async Task<(Listener Listener, List<Told> Missed)> BeginAsync(Caller caller, string? after, ListenerParts parts, CancellationToken ct)
    {
        var listener = new Listener(caller, parts);
        try
        {
            await using var db = await parts.Factory.CreateDbContextAsync(ct);
            var isKnown = (await listener.FollowAsync(db, ct)).Count > 0;
            listener.visit = parts.Visits.Enter(caller.Visitor, isKnown, listener.ears.Ring)
                ?? throw new ProblemException(new Problem(StatusCodes.Status429TooManyRequests, "rate", "Too many pages of this chat are open.") { RetryAfter = Retry });
            return (listener, await listener.CatchUpAsync(db, after, ct));
        }
        catch
        {
            listener.Dispose();
            throw;
        }
    }

    /// <summary>Waits until there is something to tell, or for so long.</summary>
    /// <returns>Empty when nothing happened; null when the visitor may no longer listen.</returns>
    public async Task<List<Told>?> NextAsync(TimeSpan atMost, CancellationToken ct)
    {
        var began = parts.Clock.GetTimestamp();
        while (true)
        {
            var left = atMost - parts.Clock.GetElapsedTime(began);
            var rang = left > TimeSpan.Zero && await ears.WaitAsync(left, ct);
            if (await parts.Door.AdmitAsync(caller.Token, caller.Inbox, ct) is null)
            {
                return null;
            }

            if (!rang)
            {
                return [];
            }

            // Much that happens to a ticket is not for its customer: that it happened is not told either.
            if (await ReadAsync(ct) is { Count: > 0 } told)
            {
                return told;
            }
        }
    }

    /// <summary>The status as it is now.</summary>
    public async Task<Told> StatusAsync(CancellationToken ct)
    {
        await using var db = await parts.Factory.CreateDbContextAsync(ct);
        agent = await AgentAsync(db, ct);
        toldStatus = await ReadStatusAsync(ct);
        return new Told(null, "status", toldStatus);
    }

    public void Dispose()
    {
        visit?.Dispose();
        ears.Dispose();
    }

    private async Task<List<Told>> ReadAsync(CancellationToken ct)
    {
        if (!ears.TakeNews())
        {
            return await AddStatusAsync([], ct);
        }

        await using var db = await parts.Factory.CreateDbContextAsync(ct);
        var told = await NewsAsync(db, await FollowAsync(db, ct), ct);
        if (ears.TakeTyping() is { } typing)
        {
            told.Add(new Told(null, "typing", new Typing(new VisitorMessageAuthor("agent", null, typing.Name))));
        }

        // An assignment changes who answers, and so the status, as much as an agent who comes.
        agent = await AgentAsync(db, ct);
        return await AddStatusAsync(told, ct);
    }

    private async Task<List<long>> FollowAsync(HelpDeskDb db, CancellationToken ct)
    {
        var tickets = await caller.TicketsIn(db).Take(MostTickets).Select(ticket => ticket.Id).ToListAsync(ct);
        ears.Follow(tickets);
        return tickets;
    }

    // Follows once more: whoever began to write while the page came was not to be rung yet.
    private async Task<List<Told>> CatchUpAsync(HelpDeskDb db, string? after, CancellationToken ct)
    {
        var last = await EventLog.LastIdAsync(db, ct);
        var tickets = await FollowAsync(db, ct);
        Position = last;
        if (string.IsNullOrEmpty(after))
        {
            return [];
        }

        if (!long.TryParse(after, out var known) || known < 0 || known > last)
        {
            return [new Told(last, "reset", new { })];
        }

        var missed = await EventLog.AfterAsync(db, tickets, known, MostMissed + 1, ct);
        if (missed.Rows > MostMissed)
        {
            return [new Told(last, "reset", new { })];
        }

        Position = Math.Max(last, missed.LastId);
        return missed.Told;
    }

    private async Task<List<Told>> NewsAsync(HelpDeskDb db, List<long> tickets, CancellationToken ct)
    {
        var told = new List<Told>();
        LogPage page;
        do
        {
            page = await EventLog.AfterAsync(db, tickets, Position, Portion, ct);
            told.AddRange(page.Told);
            Position = page.LastId;
        }
        while (page.Rows == Portion);
        return told;
    }

    private async Task<List<Told>> AddStatusAsync(List<Told> told, CancellationToken ct)
    {
        var status = await ReadStatusAsync(ct);
        if (toldStatus is not null && status != toldStatus)
        {
            told.Insert(0, new Told(null, "status", status));
        }

        toldStatus = status;
        return told;
    }

    private Task<string?> AgentAsync(HelpDeskDb db, CancellationToken ct) => caller.TicketsIn(db)
        .Select(ticket => db.Agents.Where(row => row.Id == ticket.AssigneeId).Select(row => row.Name).FirstOrDefault())
        .FirstOrDefaultAsync(ct);

    private async Task<VisitorStatus> ReadStatusAsync(CancellationToken ct)
    {
        var inbox = await parts.Inboxes.FindAsync(caller.Inbox.Id, ct) ?? caller.Inbox;
        return VisitorStatus.Of(await parts.Board.OfAsync(inbox, ct), caller.Token.Language, caller.Token.TimeZone, agent, parts.Clock.GetUtcNow());
    }

    private sealed record Typing(VisitorMessageAuthor Author);
}

/// <summary>What listening needs.</summary>
internal sealed record ListenerParts(
    Feed Feed, Visits Visits, VisitorDoor Door, StatusBoard Board, InboxBook Inboxes, IDbContextFactory<HelpDeskDb> Factory, TimeProvider Clock);
