using HelpDesk.Domain;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using HelpDesk.Web.Actions;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Intake;

/// <summary>What a message answers: a quick reply of an earlier one, or what was asked before the chat.</summary>
internal static class InboundAnswers
{
    /// <summary>Marks on its message which quick reply was chosen.</summary>
    /// <exception cref="NotFoundException">The ticket has no such message, or that offers no such answer.</exception>
    /// <exception cref="RuleException">One was chosen before (<c>answered</c>).</exception>
    public static async Task ChooseAsync(this HelpDeskDb db, InboundMessage inbound, Ticket ticket, CancellationToken ct)
    {
        if (inbound.QuickReply is not { } id)
        {
            return;
        }

        var asked = await db.Messages.SingleOrDefaultAsync(row => row.PublicId == id && row.TicketId == ticket.Id && row.Kind == MessageKind.Public, ct);
        if (asked?.Content is not { } content || !content.QuickReplies.Contains(inbound.Text))
        {
            throw new NotFoundException("quick reply");
        }

        if (content.Chosen is not null)
        {
            throw new RuleException("answered", "Another answer was chosen before.");
        }

        asked.Answer(content with { Chosen = inbound.Text });
    }

    /// <summary>What the inbox asks before a chat, answered: it stands on the first message. Null when it asks nothing.</summary>
    /// <exception cref="RuleException">An answer is missing or does not fit (<c>form</c>).</exception>
    public static async Task<MessageContent?> AskedBeforeAsync(
        this HelpDeskDb db, InboundMessage inbound, Ticket ticket, Customer customer, DateTimeOffset now, CancellationToken ct)
    {
        var widget = await db.Inboxes.Where(inbox => inbox.Id == inbound.InboxId).Select(inbox => inbox.Widget).SingleAsync(ct);
        if (widget.PreChat is not { } form)
        {
            return null;
        }

        var answers = FormRules.Read(form.Fields, inbound.Answers ?? new Dictionary<string, string?>(), customer.Knows);
        await db.FillAsync(ticket, customer, form.Fields, answers, now, ct);
        return answers.Count == 0
            ? null
            : new MessageContent { Form = new MessageForm(form.Title ?? "", [.. form.Fields.Where(field => answers.ContainsKey(field.Name))], answers, now) };
    }
}
