using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Email;

namespace HelpDesk.Domain.Tickets;

public sealed partial class Ticket
{
    /// <summary>Takes a mail of the customer, or of somebody who takes part: see the verb for other channels.</summary>
    /// <exception cref="RuleException">The ticket is closed or merged; a follow-up takes the mail.</exception>
    public Message Receive(Actor author, MailContent mail, DateTimeOffset now)
    {
        OpenForCustomer(author, now);
        return Speak(Inbound(MessageKind.Public, author, mail), now);
    }

    /// <summary>
    /// Takes a mail of somebody who has no part in this ticket. It waits for an answer as any other, but only agents read
    /// it: whoever has got hold of a reply address could have sent it there, or had it sent.
    /// </summary>
    /// <exception cref="RuleException">The ticket is closed or merged.</exception>
    public Message ReceiveFromStranger(Actor author, MailContent mail, DateTimeOffset now)
    {
        OpenForCustomer(author, now);
        return Speak(Inbound(MessageKind.Note, author, mail), now);
    }

    /// <summary>
    /// Keeps a machine's mail with the ticket: it opens nothing again and changes nothing about who waits. A closed ticket
    /// takes it too, for it has nowhere else to go and follows nothing up.
    /// </summary>
    /// <param name="author">The customer whose machine it is, or the desk for a report about a mail of ours.</param>
    /// <param name="mail">What it says.</param>
    /// <param name="kind">A note where the customer is not to see it in their chat.</param>
    /// <param name="now">The instant.</param>
    /// <exception cref="RuleException">The ticket is merged.</exception>
    public Message Attach(Actor author, MailContent mail, MessageKind kind, DateTimeOffset now)
    {
        EnsureNotMerged();
        return Add(Inbound(kind, author, mail), now);
    }

    /// <summary>An agent's answer from their own mail program: see the verb for the workspace.</summary>
    /// <exception cref="RuleException">The ticket is closed or merged.</exception>
    public Message Reply(Actor agent, MailContent mail, DateTimeOffset now)
    {
        EnsureNotClosed();
        OpenIfNew(agent, now);
        var message = Speak(Inbound(MessageKind.Public, agent, mail) with { Direction = Direction.Out }, now);
        WaitForCustomer(now);
        ReplyCount++;
        return message;
    }

    /// <summary>The customer went up in another, or came back out of them.</summary>
    public void BelongTo(Customer customer, DateTimeOffset now)
    {
        Customer = customer;
        CustomerId = customer.Id;
        Touch(now);
    }

    private static MessageDraft Inbound(MessageKind kind, Actor author, MailContent mail) =>
        new(kind, Direction.In, author.Kind, author.Id, Channel.Email, mail.Text)
        {
            Html = mail.Html,
            QuotedText = mail.QuotedText,
            QuotedHtml = mail.QuotedHtml,
            RawMailId = mail.RawMailId,
            Machine = mail.Machine,
        };
}
