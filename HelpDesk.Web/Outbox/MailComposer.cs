using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using HelpDesk.Migrations;
using HelpDesk.Web.Data;
using HelpDesk.Web.Settings;
using HelpDesk.Web.Ui.Texts;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Outbox;

/// <summary>Decides all that one mail says: sender, subject, text, files, and the link that resumes the chat.</summary>
internal sealed class MailComposer(Policies policies, MailAddresses addresses, ChatLinks links, MessageIds ids, Files files)
{
    /// <summary>Bytes of files that travel with a mail; what is beyond waits in the chat.</summary>
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
        var authors = rows.Select(row => row.Message.AuthorId).Distinct().ToList();
        var names = await db.Agents.Where(agent => authors.Contains(agent.Id)).ToDictionaryAsync(agent => agent.Id, agent => agent.Name, ct);
        var isProven = MailLimits.IsProven(first);
        var shown = rows.Take(policies.For(ticket.InboxId).EmailMaxMessages).Select(row => row.Message).ToList();
        var (carried, left) = Split(shown.SelectMany(message => message.Attachments));
        var body = new MailBody(words)
        {
            // Whoever only claims an address could make us write to a stranger what they like: nothing of theirs is in it.
            Greeting = isProven ? ticket.Customer.DisplayName : "",
            Parts = [.. shown.Select(message => new MailPart(NameOf(message, names), message.BodyText))],
            More = rows.Count - shown.Count,
            FilesInChat = left,
            Link = links.Create(db, ticket, now),
            Workspace = workspace,
        };
        var isAutomatic = rows.TrueForAll(row => row.Message.AuthorKind == AuthorKind.System);
        return new OutgoingMail
        {
            MessageId = first.ProviderMessageId!,
            FromName = shown.Select(message => NameOf(message, names)).LastOrDefault(name => name is not null) is { } agent ? words["{0} via {1}", agent, workspace] : workspace,
            FromAddress = addresses.From,
            To = first.Recipient,
            Subject = $"{(isProven ? ticket.Subject : words["Your chat with {0}", workspace])} [#{ticket.Number}]",
            Date = now,
            Language = words.Language,
            Text = body.Text(),
            Html = body.Html(),
            Earlier = await EarlierAsync(db, first, ct),
            Loop = isAutomatic ? ids.Instance : null,
            Files = carried,
        };
    }

    private static string? NameOf(Message message, Dictionary<long, string> names) =>
        message.AuthorKind == AuthorKind.Agent ? names.GetValueOrDefault(message.AuthorId) : null;

    private static async Task<List<string>> EarlierAsync(HelpDeskDb db, Delivery delivery, CancellationToken ct) => await db.Deliveries
        .Where(row => row.TicketId == delivery.TicketId && row.Recipient == delivery.Recipient && row.State == DeliveryState.Sent && row.ProviderMessageId != null)
        .GroupBy(row => row.ProviderMessageId!)
        .OrderBy(mail => mail.Min(row => row.Id))
        .Select(mail => mail.Key)
        .Take(200)
        .ToListAsync(ct);

    private (List<OutgoingFile> Carried, List<string> Left) Split(IEnumerable<Attachment> attachments)
    {
        var (carried, left, bytes) = (new List<OutgoingFile>(), new List<string>(), 0L);
        foreach (var file in attachments)
        {
            using var content = files.Open(file.Hash);
            if (content is not null && bytes + content.Length <= MaxFileBytes)
            {
                bytes += content.Length;
                carried.Add(new OutgoingFile(file.Name, file.MediaType, file.Hash));
            }
            else
            {
                left.Add(file.Name);
            }
        }

        return (carried, left);
    }
}
