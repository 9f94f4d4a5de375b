using HelpDesk.Domain.Chat;
using HelpDesk.Domain.Events;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Channels.Chat;

/// <summary>One thing told to a visitor.</summary>
/// <param name="Id">Position in the log; null for what is said in passing and not repeated.</param>
/// <param name="Event">Its name in the protocol.</param>
/// <param name="Data">Its content.</param>
internal sealed record Told(long? Id, string Event, object Data);

/// <summary>What was read of the log in one go.</summary>
/// <param name="Told">What of it is told to the visitor.</param>
/// <param name="Rows">How many rows were read, those included of which nothing is told any more.</param>
/// <param name="LastId">The position of the last row; that of the call when there was none.</param>
internal sealed record LogPage(List<Told> Told, int Rows, long LastId);

/// <summary>Reads from the log of events what concerns a visitor: of their tickets only, and never of notes or activities.</summary>
internal static class EventLog
{
    private static readonly EventType[] Types =
    [
        EventType.MessageAdded, EventType.MessageAnswered, EventType.DeliveryChanged, EventType.CustomerRead, EventType.AgentRead,
        EventType.ChatEnded, EventType.ChatRated,
    ];

    /// <summary>The position after which everything is still to come.</summary>
    public static async Task<long> LastIdAsync(HelpDeskDb db, CancellationToken ct) => await db.Events.MaxAsync(row => (long?)row.Id, ct) ?? 0;

    /// <summary>What happened after a position, oldest first, at most so many.</summary>
    public static async Task<LogPage> AfterAsync(HelpDeskDb db, IReadOnlyList<long> tickets, long after, int take, CancellationToken ct)
    {
        var rows = await db.Events.AsNoTracking()
            .Where(row => row.Id > after && row.TicketId != null && tickets.Contains(row.TicketId.Value) && Types.Contains(row.Type))
            .Where(row => row.MessageId == null || row.Message!.Kind == MessageKind.Public)
            .OrderBy(row => row.Id)
            .Take(take)
            .Select(row => new Row(row.Id, row.Type, row.TicketId!.Value, row.Ticket!.Number, row.MessageId, row.Seq))
            .ToListAsync(ct);
        if (rows.Count == 0)
        {
            return new LogPage([], 0, after);
        }

        var messages = await MessagesAsync(db, rows, ct);
        var ends = await EndsAsync(db, rows, ct);
        var ratings = await RatingsAsync(db, rows, ct);
        return new LogPage([.. rows.Select(row => Tell(row, messages, ends, ratings)).OfType<Told>()], rows.Count, rows[^1].Id);
    }

    private static Told? Tell(Row row, Dictionary<long, VisitorMessage> messages, Dictionary<long, Ended> ends, Dictionary<long, Rated> ratings) => row.Type switch
    {
        EventType.MessageAnswered => messages.TryGetValue(row.MessageId ?? 0, out var answered) ? new Told(row.Id, "form", answered) : null,
        EventType.ChatRated => ratings.TryGetValue(row.TicketId, out var rated) ? new Told(row.Id, "csat", rated) : null,
        EventType.MessageAdded => messages.TryGetValue(row.MessageId ?? 0, out var message) ? new Told(row.Id, "message", message) : null,
        EventType.DeliveryChanged => messages.TryGetValue(row.MessageId ?? 0, out var changed)
            ? new Told(row.Id, "delivery", new DeliveryChange(changed.Id, changed.Deliveries))
            : null,
        EventType.ChatEnded => ends.TryGetValue(row.TicketId, out var ended) ? new Told(row.Id, "ended", ended) : null,
        EventType.CustomerRead => new Told(row.Id, "read", new ReadUpTo(row.Ticket, row.Seq ?? 0, "customer")),
        EventType.AgentRead => new Told(row.Id, "read", new ReadUpTo(row.Ticket, row.Seq ?? 0, "agent")),
        _ => null,
    };

    private static async Task<Dictionary<long, VisitorMessage>> MessagesAsync(HelpDeskDb db, List<Row> rows, CancellationToken ct)
    {
        var ids = rows.Select(row => row.MessageId).OfType<long>().Distinct().ToList();
        return ids.Count == 0
            ? []
            : (await VisitorMessage.ReadAsync(db, db.Messages.Where(message => ids.Contains(message.Id)), ct)).ToDictionary(row => row.Id, row => row.Message);
    }

    // A chat that began anew since has not ended.
    private static async Task<Dictionary<long, Ended>> EndsAsync(HelpDeskDb db, List<Row> rows, CancellationToken ct)
    {
        var ends = new Dictionary<long, Ended>();
        foreach (var ticketId in rows.Where(row => row.Type == EventType.ChatEnded).Select(row => row.TicketId).Distinct())
        {
            var session = await db.ChatSessions.AsNoTracking().Include(row => row.Ticket)
                .Where(row => row.TicketId == ticketId).OrderByDescending(row => row.Id).FirstAsync(ct);
            if (!session.IsLive)
            {
                ends[ticketId] = new Ended(session.Ticket.Number, (session.EndedBy ?? EndedBy.System).ToString().ToLowerInvariant(), session.IsLocked);
            }
        }

        return ends;
    }

    private static async Task<Dictionary<long, Rated>> RatingsAsync(HelpDeskDb db, List<Row> rows, CancellationToken ct)
    {
        var rated = rows.Where(row => row.Type == EventType.ChatRated).Select(row => row.TicketId).Distinct().ToList();
        return rated.Count == 0
            ? []
            : (await db.CsatResponses.AsNoTracking().Where(row => rated.Contains(row.TicketId)).OrderBy(row => row.RatedAt)
                .Select(row => new { row.TicketId, Told = new Rated(row.Ticket.Number, row.Rating, row.Comment) }).ToListAsync(ct))
                .GroupBy(row => row.TicketId).ToDictionary(group => group.Key, group => group.Last().Told);
    }

    private sealed record Rated(long Ticket, int Rating, string? Comment);

    private sealed record Row(long Id, EventType Type, long TicketId, long Ticket, long? MessageId, int? Seq);

    private sealed record Ended(long Ticket, string By, bool Locked);

    private sealed record ReadUpTo(long Ticket, int Seq, string By);

    private sealed record DeliveryChange(string Id, IReadOnlyList<VisitorDelivery> Deliveries);
}
