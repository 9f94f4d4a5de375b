using HelpDesk.Domain.Chat;
using HelpDesk.Domain.Email;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using HelpDesk.Migrations;
using HelpDesk.Web.Data;
using HelpDesk.Web.Settings;
using HelpDesk.Web.Ui.Texts;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Outbox;

/// <summary>Decides all that one mail says: sender, subject, text, files, and the link that resumes the chat.</summary>
internal sealed class MailComposer(Policies policies, MailRoutes routes, ChatLinks links, MessageIds ids, PublicAddress address, Files files)
{
    /// <summary>Bytes of files that travel with a mail; what is beyond is fetched by a link.</summary>
    private const long MaxFileBytes = 15L << 20;

    /// <param name="db">The transaction that makes the link.</param>
    /// <param name="rows">What leaves, in the order of the messages.</param>
    /// <param name="now">The instant on the mail.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<OutgoingMail> ComposeAsync(HelpDeskDb db, List<Delivery> rows, DateTimeOffset now, CancellationToken ct)
    {
        var (first, ticket) = (rows[0], rows[0].Ticket);
        var words = Texts.In(ticket.Customer.Language);
        var workspace = await db.Workspaces.Where(row => row.Id == Workspace.TheId).Select(row => row.Name).FirstOrDefaultAsync(ct) ?? "HelpDesk";
        var messages = rows.Select(row => row.Message).Distinct().ToList();
        var names = await NamesAsync(db, messages, ct);
        var shown = messages.Take(policies.For(ticket.InboxId).EmailMaxMessages).ToList();
        var (carried, left) = Split(shown.SelectMany(message => message.Attachments));
        var addressed = Addressed(messages);
        var people = addressed.Select(row => row.Recipient).ToList();

        // One answer of a person is a letter; several that waited in a chat are told one after the other.
        var letter = messages is [{ AuthorKind: AuthorKind.Agent } only] ? only : null;

        // Whoever only claims an address could make us write to a stranger what they like: nothing of theirs is in it.
        var isProven = rows.TrueForAll(MailLimits.IsProven);
        var transcript = messages.FindLast(message => message.Content?.IsTranscript == true);

        // Whoever has the link is the customer: nobody else gets it.
        var link = first.IsShared || !IsTheCustomers(first) ? null : links.Create(db, ticket, now);
        var route = await routes.ForAsync(db, ticket, ct);
        var (html, enclosed) = LetterPictures.Place(letter?.BodyHtml, carried, route.Domain);
        var body = new MailBody(words)
        {
            Greeting = letter is not null ? null : isProven ? ticket.Customer.DisplayName : "",
            Parts = transcript is null
                ? [.. shown.Select(message => new MailPart(letter is null ? NameOf(message, names) : null, message.InMail(words)) { Html = message.Content is null ? html : null })]
                : await Transcript.PartsAsync(db, transcript, isProven, words, ct),
            More = transcript is null ? messages.Count - shown.Count : 0,
            FilesApart = Apart(left, now),
            Link = link?.Chat,
            BeganByMail = ticket.OriginChannel == Channel.Email,
            RatingLink = link is not null && await IsToBeRatedAsync(db, ticket, now, ct) ? link.Rating : null,
            Signature = letter is null ? workspace : await LetterSignatures.OfAsync(db, letter, route, workspace, isProven, ct),
            Quote = letter is null || !isProven ? null : await LetterQuotes.OfAsync(db, letter, people, words, ct),
        };

        // An id of what went to a hidden recipient alone would tell of them.
        var thread = await MailThread.OfAsync(db, ticket.Id, [.. addressed.Where(row => row.Role != RecipientRole.Bcc).Select(row => row.Recipient)], ct);
        return new OutgoingMail
        {
            MessageId = first.ProviderMessageId!,
            Server = routes.ServerOf(route),
            Recipients = [.. rows.Select(row => row.Recipient).Distinct()],
            FromName = FromName(route, shown.Select(message => NameOf(message, names)).LastOrDefault(name => name is not null), workspace, words),
            FromAddress = route.From,
            ReplyTo = route.AnswersTo is { } mailbox ? ids.ReplyAddress(mailbox, ticket.Number) : null,
            To = [.. addressed.Where(row => row.Role == RecipientRole.To).Select(row => row.Recipient)],
            Cc = [.. addressed.Where(row => row.Role == RecipientRole.Cc).Select(row => row.Recipient)],
            Subject = isProven ? thread.SubjectFor(ticket.Subject, ticket.Number) : $"{OurSubject(ticket, workspace, words)} [#{ticket.Number}]",
            Date = now,
            Language = words.Language,
            Text = body.Text(),
            Html = body.Html(),
            Earlier = thread.Ids,
            Machine = messages.TrueForAll(message => message.AuthorKind == AuthorKind.System)
                ? new MachineMark(ids.Instance, messages.TrueForAll(message => message.Channel == Channel.Email))
                : null,
            Files = enclosed,
        };
    }

    // Who stands in the head of the mail, or is hidden from it.
    private static List<Delivery> Addressed(List<Message> messages) =>
        [.. messages.SelectMany(message => message.Deliveries)
            .Where(row => row is { Channel: Channel.Email, State: not DeliveryState.Superseded, Role: not RecipientRole.Former })
            .OrderBy(row => row.Id).DistinctBy(row => row.Recipient)];

    private FilesApart? Apart(List<Attachment> left, DateTimeOffset now) => left.Count == 0
        ? null
        : new FilesApart(now + FileLink.Lifetime, left.ConvertAll(file => new MailedFile(file.Name, address.To($"/c/f/{ids.FileToken(file.PublicId, now + FileLink.Lifetime)}"))));

    private static async Task<bool> IsToBeRatedAsync(HelpDeskDb db, Ticket ticket, DateTimeOffset now, CancellationToken ct)
    {
        var last = await db.ChatSessions.AsNoTracking().Where(session => session.TicketId == ticket.Id).OrderByDescending(session => session.Id).FirstOrDefaultAsync(ct);
        return last is not null && CsatResponse.IsOpenFor(last, now) && (await db.Inboxes.AsNoTracking().SingleAsync(inbox => inbox.Id == ticket.InboxId, ct)).Widget.Offers.Rating
            && !await db.CsatResponses.AnyAsync(row => row.TicketId == ticket.Id && row.SessionId == last.Id, ct);
    }

    private static bool IsTheCustomers(Delivery row) => row.Ticket.Customer.Identities.Any(identity => identity.Value == row.Recipient);

    private static Task<Dictionary<long, string>> NamesAsync(HelpDeskDb db, List<Message> messages, CancellationToken ct)
    {
        var authors = messages.Select(message => message.AuthorId).Distinct().ToList();
        return db.Agents.Where(agent => authors.Contains(agent.Id)).ToDictionaryAsync(agent => agent.Id, agent => agent.Name, ct);
    }

    private static string FromName(MailRoute route, string? agent, string workspace, Texts words) =>
        SenderName.Of(route.Mailbox?.FromName ?? words["{0} via {1}", "{agent}", "{workspace}"], agent, workspace);

    private static string OurSubject(Ticket ticket, string workspace, Texts words) =>
        ticket.OriginChannel == Channel.Email ? words["Your message to {0}", workspace] : words["Your chat with {0}", workspace];

    private static string? NameOf(Message message, Dictionary<long, string> names) =>
        message.AuthorKind == AuthorKind.Agent ? names.GetValueOrDefault(message.AuthorId) : null;

    private (List<OutgoingFile> Carried, List<Attachment> Left) Split(IEnumerable<Attachment> attachments)
    {
        var (carried, left, bytes) = (new List<OutgoingFile>(), new List<Attachment>(), 0L);
        foreach (var file in attachments)
        {
            using var content = files.Open(file.Hash);
            if (content is not null && bytes + content.Length <= MaxFileBytes)
            {
                bytes += content.Length;
                carried.Add(new OutgoingFile(file.Name, file.MediaType, file.Hash) { ContentId = file.ContentId });
            }
            else
            {
                left.Add(file);
            }
        }

        return (carried, left);
    }
}
