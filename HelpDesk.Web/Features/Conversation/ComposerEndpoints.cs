using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Email;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using HelpDesk.Web.Actions.Tickets;
using HelpDesk.Web.Live;
using HelpDesk.Web.Ui;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Features.Conversation;

/// <summary>
/// What the composer's script calls: it lives without the circuit. Cookie and antiforgery header; every call is an agent's
/// own and goes through the same actions as everything else.
/// </summary>
internal static class ComposerEndpoints
{
    public static void MapComposer(this IEndpointRouteBuilder routes)
    {
        var ticket = routes.MapGroup("/app/tickets/{number:long}").RequireAuthorization().AddEndpointFilter<AgentCallFilter>();
        ticket.MapPost("/messages", SendAsync);
        ticket.MapGet("/drafts", DraftsAsync);
        ticket.MapPut("/drafts/{kind}", SaveDraftAsync);
        ticket.MapDelete("/drafts/{kind}", DropDraftAsync);
        ticket.MapPost("/read", ReadAsync);
        ticket.MapPost("/typing", Typing);
    }

    private static async Task<Created<SentMessage>> SendAsync(long number, NewMessage message, AgentCall call, Reply reply, AddNote addNote, CancellationToken ct)
    {
        var written = new Written(message.Text ?? "", message.ClientKey, message.Attachments ?? [], message.AfterSeq)
        {
            Others = Named(message.To, message.Cc, message.Bcc),
            Content = message.Content,
        };
        var stored = KindOf(message.Kind) == DraftKind.Note
            ? await addNote.RunAsync(call.Me, number, written, ct)
            : await reply.RunAsync(call.Me, number, written, ct);
        return TypedResults.Created((string?)null, new SentMessage(stored.PublicId, stored.Seq, stored.CreatedAt));
    }

    private static async Task<Ok<KeptDrafts>> DraftsAsync(long number, AgentCall call, IDbContextFactory<HelpDeskDb> factory, CancellationToken ct)
    {
        call.Me.Require(Permission.ReadTickets);
        var me = call.Me.Id;
        await using var db = await factory.CreateDbContextAsync(ct);
        var drafts = await db.Drafts.AsNoTracking()
            .Where(draft => draft.AgentId == me && db.Tickets.Any(ticket => ticket.Id == draft.TicketId && ticket.Number == number))
            .Select(draft => new { draft.Kind, draft.Text, draft.Recipients }).Take(3).ToListAsync(ct);
        string Of(DraftKind kind) => drafts.Find(draft => draft.Kind == kind)?.Text ?? "";
        return TypedResults.Ok(new KeptDrafts(Of(DraftKind.Reply), Of(DraftKind.Note), DraftRecipients.Read(drafts.Find(draft => draft.Kind == DraftKind.Reply)?.Recipients)));
    }

    private static async Task<NoContent> SaveDraftAsync(long number, string kind, DraftText draft, AgentCall call, KeepDraft keep, CancellationToken ct)
    {
        await keep.RunAsync(call.Me, number, KindOf(kind), draft.Text ?? "", Named(draft.To, draft.Cc, draft.Bcc), ct);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> DropDraftAsync(long number, string kind, AgentCall call, KeepDraft keep, CancellationToken ct)
    {
        await keep.RunAsync(call.Me, number, KindOf(kind), "", recipients: null, ct);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> ReadAsync(long number, SeenUpTo seen, AgentCall call, MarkSeen markSeen, CancellationToken ct)
    {
        await markSeen.RunAsync(call.Me, number, seen.Seq, ct);
        return TypedResults.NoContent();
    }

    // Only a reply is told: whoever writes a note is not answering the customer.
    private static async Task<NoContent> Typing(long number, TypingSign sign, AgentCall call, Feed feed, IDbContextFactory<HelpDeskDb> factory, CancellationToken ct)
    {
        call.Me.Require(Permission.WriteTickets);
        await using var db = await factory.CreateDbContextAsync(ct);
        var ticketId = await db.Tickets.Where(ticket => ticket.Number == number).Select(ticket => ticket.Id).FirstOrDefaultAsync(ct);
        if (ticketId > 0 && sign is { On: true, Kind: "reply" })
        {
            feed.Say(new Aside(AsideType.AgentTyping, ticketId, call.Me.Id, call.Me.Name));
        }

        return TypedResults.NoContent();
    }

    private static NamedRecipients? Named(IReadOnlyList<string>? to, IReadOnlyList<string>? cc, IReadOnlyList<string>? bcc) =>
        to is null && cc is null && bcc is null ? null : new NamedRecipients(to ?? [], cc ?? [], bcc ?? []);

    // Nothing is public by mistake: what is neither is refused.
    private static DraftKind KindOf(string? kind) => kind switch
    {
        "note" => DraftKind.Note,
        "reply" => DraftKind.Reply,
        _ => throw new RuleException("invalid", "A message is a reply or a note."),
    };

    internal sealed record NewMessage(string? Kind, string? Text, IReadOnlyList<string>? Attachments, string? ClientKey, int? AfterSeq, RichContent? Content = null)
    {
        /// <summary>Who gets a copy; all three missing: those who are on the ticket anyway.</summary>
        public IReadOnlyList<string>? To { get; init; }

        public IReadOnlyList<string>? Cc { get; init; }

        public IReadOnlyList<string>? Bcc { get; init; }
    }

    internal sealed record SentMessage(string Id, int Seq, DateTimeOffset CreatedAt);

    internal sealed record KeptDrafts(string Reply, string Note, NamedRecipients? People);

    internal sealed record DraftText(string? Text, IReadOnlyList<string>? To, IReadOnlyList<string>? Cc, IReadOnlyList<string>? Bcc);

    internal sealed record SeenUpTo(int Seq);

    internal sealed record TypingSign(string? Kind, bool On);
}
