using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Email;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using HelpDesk.Web.Data;
using HelpDesk.Web.Outbox;
using HelpDesk.Web.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace HelpDesk.Web.Actions.Tickets;

/// <summary>What an agent sends.</summary>
/// <param name="Text">As typed.</param>
/// <param name="ClientKey">The sender's own id of this message; the same one again is the same message.</param>
/// <param name="Files">Public ids of files the agent uploaded before.</param>
/// <param name="AfterSeq">The last message the writer had seen; null sends whatever came meanwhile.</param>
internal sealed record Written(string Text, string? ClientKey, IReadOnlyList<string> Files, int? AfterSeq = null)
{
    /// <summary>Who gets a copy by mail, as typed; null for those who are on the ticket anyway.</summary>
    public NamedRecipients? Others { get; init; }

    /// <summary>Quick replies, cards or a form beside the text; null for none.</summary>
    public RichContent? Content { get; init; }
}

/// <summary>What stands in the ticket now.</summary>
internal sealed record Stored(long MessageId, string PublicId, int Seq, long Ticket, DateTimeOffset CreatedAt)
{
    public static Stored Of(Message message) => new(message.Id, message.PublicId, message.Seq, message.Ticket.Number, message.CreatedAt);
}

/// <summary>An agent answers the customer: in the chat at once, by e-mail when it stays unread, with copies to whom they name.</summary>
internal sealed class Reply(Writer writer, Recipients recipients, Deliveries deliveries, Timers timers, IOptionsMonitor<LimitsOptions> limits, TimeProvider clock)
{
    public Task<Stored> RunAsync(Actor actor, long number, Written written, CancellationToken ct)
    {
        actor.Require(Permission.WriteTickets);
        if (!actor.IsAgent)
        {
            throw new NotAllowedException(Permission.WriteTickets);
        }

        var content = written.Content?.Checked();
        var typed = string.IsNullOrWhiteSpace(written.Text) && content is not null ? RichContent.TitleOf(content) : written.Text;
        var text = TextRules.Checked(typed, limits.CurrentValue.AgentText, mayBeEmpty: written.Files.Count > 0);
        var key = TextRules.Key(written.ClientKey);
        return writer.RunAsync((db, token) => ReplyAsync(db, actor, number, written with { Text = text, ClientKey = key }, content, token), ct);
    }

    private async Task<Stored> ReplyAsync(HelpDeskDb db, Actor actor, long number, Written written, MessageContent? content, CancellationToken ct)
    {
        if (await db.SentBeforeAsync(AuthorKind.Agent, actor.Id, written.ClientKey, ct) is { } before)
        {
            return Stored.Of(before);
        }

        var now = clock.GetUtcNow();
        var ticket = await db.TicketAsync(number, ct);
        await RefuseStaleAsync(db, actor, ticket, written.AfterSeq, ct);
        var pictures = content?.Cards.Select(card => card.Image).OfType<string>().ToList() ?? [];
        var files = await db.UploadsAsync([.. written.Files.Union(pictures)], $"agent:{actor.Id}", ct);
        EnsurePictures(files, pictures);
        var session = await db.LatestSessionAsync(ticket, ct);
        var others = await recipients.OthersAsync(db, ticket, session?.IsLive == true, written.Others, reached: [], ct);
        Deliveries.EnsureReachable(ticket, session, others);
        if (ticket.AssigneeId is null && await db.AssigneeAsync(actor.Id, ct) is { } self && (ticket.TeamId is not { } team || self.TeamIds.Contains(team)))
        {
            ticket.Assign(self, actor, now);
        }

        var message = ticket.Reply(actor, written.Text, session is null ? Channel.Email : Channel.Chat, written.ClientKey, now, content);
        files.ForEach(message.Attach);
        session?.Accept(now);
        session?.Stir();
        await deliveries.PlanAsync(db, ticket, session, message, others, isWithCustomer: false, now, ct);
        await Recipients.TakePartAsync(db, ticket, others, actor, now, ct);
        await timers.SyncAsync(db, ticket, session, ct);
        return Stored.Of(message);
    }

    // A card shows what customers' browsers show: a picture that was put up here, and nothing from elsewhere.
    private static void EnsurePictures(List<Attachment> files, List<string> pictures)
    {
        if (files.Exists(file => pictures.Contains(file.PublicId) && !MediaTypes.IsPicture(file.MediaType)))
        {
            throw new RuleException("content", "The picture of a card is a PNG, JPEG, GIF or WebP file.");
        }
    }

    private static async Task RefuseStaleAsync(HelpDeskDb db, Actor actor, Ticket ticket, int? afterSeq, CancellationToken ct)
    {
        if (afterSeq is { } seen && await db.Messages.AnyAsync(
            message => message.TicketId == ticket.Id && message.Seq > seen && message.Kind == MessageKind.Public && message.AuthorKind != AuthorKind.System
                && (message.AuthorKind != AuthorKind.Agent || message.AuthorId != actor.Id),
            ct))
        {
            throw new RuleException("stale", "Something new arrived before this was sent.");
        }
    }
}
