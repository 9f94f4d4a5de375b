using HelpDesk.Domain.Agents;

namespace HelpDesk.Domain.Tickets;

public sealed partial class Ticket
{
    /// <summary>The highest number given to a message of this ticket.</summary>
    public int LastSeq { get; private set; }

    /// <summary>How many public messages agents have written.</summary>
    public int ReplyCount { get; private set; }

    /// <summary>The start of the last public message or note, for lists.</summary>
    public string Preview { get; private set; } = "";

    /// <summary>
    /// Takes a message of the customer: the oldest unanswered one counts as waiting, and a pending, held or solved ticket
    /// opens again.
    /// </summary>
    /// <exception cref="RuleException">The ticket is closed or merged; a follow-up takes the message.</exception>
    public Message Receive(Actor customer, string text, Channel channel, string? clientKey, DateTimeOffset now, MessageContent? content = null)
    {
        OpenForCustomer(customer, now);
        return Speak(new MessageDraft(MessageKind.Public, Direction.In, AuthorKind.Customer, customer.Id, channel, text) { ClientKey = clientKey, Content = content }, now);
    }

    /// <summary>
    /// An agent's public answer: a new ticket opens, and now the customer is waited for.
    /// </summary>
    /// <exception cref="RuleException">The ticket is closed or merged.</exception>
    public Message Reply(Actor agent, string text, Channel channel, string? clientKey, DateTimeOffset now, MessageContent? content = null)
    {
        EnsureNotClosed();
        OpenIfNew(agent, now);
        var message = Speak(new MessageDraft(MessageKind.Public, Direction.Out, AuthorKind.Agent, agent.Id, channel, text) { ClientKey = clientKey, Content = content }, now);
        WaitForCustomer(now);
        ReplyCount++;
        return message;
    }

    /// <summary>A note among agents: changes nothing about who waits for whom.</summary>
    /// <exception cref="RuleException">The ticket is closed or merged.</exception>
    public Message Note(Actor author, string text, string? clientKey, DateTimeOffset now)
    {
        EnsureNotClosed();
        return Speak(new MessageDraft(MessageKind.Note, Direction.None, author.Kind, author.Id, OriginChannel, text) { ClientKey = clientKey }, now);
    }

    /// <summary>An automatic message to the customer: stops no clock and answers nobody.</summary>
    /// <exception cref="RuleException">The ticket is closed or merged.</exception>
    public Message Announce(string text, Channel channel, MessageAsk ask, DateTimeOffset now)
    {
        EnsureNotClosed();
        return Add(new MessageDraft(MessageKind.Public, Direction.Out, AuthorKind.System, 0, channel, text) { Ask = ask }, now);
    }

    /// <summary>Tells the customer in the chat that a transcript goes out, and carries it by mail. Answers nobody.</summary>
    /// <param name="text">What stands in the chat.</param>
    /// <param name="clientKey">The same one again is the same transcript.</param>
    /// <param name="now">The instant.</param>
    /// <exception cref="RuleException">The ticket is closed or merged.</exception>
    public Message SendTranscript(string text, string clientKey, DateTimeOffset now)
    {
        EnsureNotClosed();
        return Add(
            new MessageDraft(MessageKind.Public, Direction.Out, AuthorKind.System, 0, Channel.Chat, text)
            {
                ClientKey = clientKey,
                Content = new MessageContent { IsTranscript = true },
            },
            now);
    }

    private void OpenForCustomer(Actor customer, DateTimeOffset now)
    {
        EnsureNotClosed();
        if (Category is StatusCategory.Pending or StatusCategory.OnHold or StatusCategory.Solved)
        {
            Become(StatusCategory.Open, customer, now);
        }

        WaitForAgent(now);
        SnoozedUntil = null;
    }

    private Message Speak(MessageDraft draft, DateTimeOffset now)
    {
        Preview = PreviewOf(draft.Text);
        return Add(draft, now);
    }

    // Never cuts a surrogate pair in two.
    private static string PreviewOf(string text)
    {
        const int length = 160;
        var line = text.AsSpan(0, Math.Min(text.Length, length)).ToString().ReplaceLineEndings(" ").Trim();
        return line.Length > 0 && char.IsHighSurrogate(line[^1]) ? line[..^1] : line;
    }
}
