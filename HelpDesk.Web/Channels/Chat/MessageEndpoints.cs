using HelpDesk.Domain;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using HelpDesk.Web.Actions;
using HelpDesk.Web.Intake;
using HelpDesk.Web.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace HelpDesk.Web.Channels.Chat;

/// <summary>What a visitor writes, and the history.</summary>
internal static class MessageEndpoints
{
    private const int KeyLength = 100;
    private const int DefaultPage = 50;
    private const int MaxPage = 200;

    /// <summary>The field that no person sees. No field of a form can have this name.</summary>
    public const string Trap = "_website";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/messages", SendAsync);
        routes.MapGet("/messages", ListAsync);
    }

    /// <param name="QuickReply">The id of the message whose offered answer the text is.</param>
    /// <param name="Answers">To what the inbox asks before a chat; counts with the first message.</param>
    /// <param name="Proactive">The id of the proactive message that is answered; one that the inbox does not have (any more) counts as none.</param>
    private sealed record Letter(
        string? Text, IReadOnlyList<string>? Attachments, bool StartNew, string? QuickReply, IReadOnlyDictionary<string, string?>? Answers, string? Proactive);

    private static async Task<IResult> SendAsync(
        Letter letter, Caller caller, HttpContext context, Intake.Intake intake, Throttle throttle, Pressure pressure, Visits visits,
        IOptionsMonitor<LimitsOptions> options, CancellationToken ct)
    {
        var limits = options.CurrentValue;
        throttle.Check($"message:{caller.Visitor.Key}", limits.VisitorMessagesPerMinute);
        pressure.CheckMessage(context, caller.Inbox, limits);

        // Once begun it is finished, also when the sender hangs up: the same key asks again what became of it.
        var taken = await intake.TakeAsync(Read(letter, caller, context.Request, limits), CancellationToken.None);
        visits.Wrote(caller.Visitor);
        return TypedResults.Json(new Receipt(taken.PublicId, taken.Seq, taken.Ticket, taken.CreatedAt), statusCode: StatusCodes.Status201Created);
    }

    private static InboundMessage Read(Letter letter, Caller caller, HttpRequest request, LimitsOptions limits)
    {
        var files = letter.Attachments ?? [];
        if (files.Count > limits.FilesPerMessage)
        {
            throw new RuleException("too_many", $"A message may have {limits.FilesPerMessage} files.");
        }

        return Inbound(caller, request, TextRules.Checked(letter.Text, limits.VisitorText, mayBeEmpty: files.Count > 0)) with
        {
            Files = files,
            StartsNew = letter.StartNew,
            QuickReply = letter.QuickReply,
            Answers = letter.Answers,
            Answering = caller.Inbox.Widget.Proactive.FirstOrDefault(message => message.Id == letter.Proactive)?.Text,
            IsTrapped = IsTrapped(letter.Answers),
        };
    }

    /// <summary>A machine filled in what no person sees.</summary>
    public static bool IsTrapped(IReadOnlyDictionary<string, string?>? answers) => !string.IsNullOrEmpty(answers?.GetValueOrDefault(Trap));

    /// <summary>A message of this visitor under the key of the request.</summary>
    /// <exception cref="RuleException">The request has none, or none that can be kept (<c>idempotency</c>).</exception>
    public static InboundMessage Inbound(Caller caller, HttpRequest request, string text)
    {
        var key = request.Headers["Idempotency-Key"].ToString();
        if (key.Length is 0 or > KeyLength || key.Any(c => c is < '!' or > '~'))
        {
            throw new RuleException("idempotency", $"Send an Idempotency-Key of 1 to {KeyLength} visible characters with each message.");
        }

        return new InboundMessage
        {
            Channel = Channel.Chat,
            InboxId = caller.Inbox.Id,
            VisitorKey = caller.Visitor.Key,
            LinkedTicketId = caller.Visitor.LinkedTicketId,
            Signed = caller.Token.Signed?.Person,
            Text = text,
            ClientKey = key,
            Language = caller.Token.Language,
            TimeZone = caller.Token.TimeZone,
            PageUrl = caller.Token.PageUrl,
            PageTitle = caller.Token.PageTitle,
            UserAgent = TextRules.Line(request.Headers.UserAgent, 500),
        };
    }

    private static async Task<IResult> ListAsync(
        Caller caller, string? ticket, string? before, string? limit, IDbContextFactory<HelpDeskDb> factory, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var last = await db.Events.MaxAsync(row => (long?)row.Id, ct) ?? 0;
        if (await TicketAsync(caller, db, ticket, ct) is not { } ticketId)
        {
            return TypedResults.Json(new Page([], null, null, last));
        }

        var size = int.TryParse(limit, out var asked) ? Math.Clamp(asked, 1, MaxPage) : DefaultPage;
        var end = int.TryParse(before, out var seq) ? seq : int.MaxValue;
        var newest = db.Messages
            .Where(message => message.TicketId == ticketId && message.Seq < end && message.Kind == MessageKind.Public)
            .OrderByDescending(message => message.Seq)
            .Take(size + 1);
        var found = (await VisitorMessage.ReadAsync(db, newest, ct)).ConvertAll(row => row.Message);
        var page = found.OrderByDescending(message => message.Seq).Take(size).Reverse().ToList();
        if (found.Count > size)
        {
            return TypedResults.Json(new Page(page, page[0].Seq, null, last));
        }

        var earlier = await caller.TicketsIn(db).Where(row => row.Id < ticketId).Select(row => (long?)row.Number).FirstOrDefaultAsync(ct);
        return TypedResults.Json(new Page(page, null, earlier, last));
    }

    // Null before the first message. A ticket that is not the visitor's is no ticket.
    private static async Task<long?> TicketAsync(Caller caller, HelpDeskDb db, string? number, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(number) || number == "null")
        {
            return await caller.TicketsIn(db).Select(row => (long?)row.Id).FirstOrDefaultAsync(ct);
        }

        return long.TryParse(number, out var asked)
            && await caller.TicketsIn(db).Where(row => row.Number == asked).Select(row => (long?)row.Id).FirstOrDefaultAsync(ct) is { } own
            ? own
            : throw new NotFoundException("chat");
    }

    private sealed record Receipt(string Id, int Seq, long Ticket, DateTimeOffset CreatedAt);

    /// <param name="Next">The <c>before</c> of the page before this one; null when the ticket begins here.</param>
    /// <param name="Earlier">The visitor's ticket before this one, once the ticket begins here; null when there is none.</param>
    private sealed record Page(IReadOnlyList<VisitorMessage> Items, int? Next, long? Earlier, long LastEventId);
}
