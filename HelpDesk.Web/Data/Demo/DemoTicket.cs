using System.Globalization;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Chat;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Tickets;

namespace HelpDesk.Web.Data.Demo;

/// <summary>
/// One ticket being told: every step through the same verbs as in life, only earlier. Deliveries are written as done, so
/// that nothing is ever sent.
/// </summary>
internal sealed class DemoTicket
{
    /// <summary>How messages of a demo world are told from those that people write into it.</summary>
    public const string KeyPrefix = "demo:";

    private readonly DemoCast cast;
    private readonly DemoPlan plan;
    private readonly DemoPhrases phrases;
    private readonly Agent agent;
    private readonly Actor customer;
    private readonly string opening;
    private int turns;

    public DemoTicket(DemoCast cast, DemoPlan plan, DemoPhrases phrases, long number, DateTimeOffset at)
    {
        this.cast = cast;
        this.plan = plan;
        this.phrases = phrases;
        agent = cast.For(plan.Story.Team, plan.Person.Language);
        var owner = cast.Customers[plan.Person];
        customer = Actor.Customer(owner.Id, owner.DisplayName);
        opening = phrases.Fill(plan.Story.Turns[0].Text, agent: "");
        var subject = plan.Story.Subject is { } line ? Capital(phrases.Fill(line, agent: "")) : opening.Length > 80 ? opening[..80].TrimEnd() : opening;
        Ticket = new Ticket(number, owner, cast.Inboxes[plan.Story.Channel].Id, plan.Story.Channel, subject, at);
        Ticket.MarkSample();
        Ticket.MoveTo(cast.Teams[plan.Story.Team], Actor.System, at);
        Session = plan.IsChat ? new ChatSession(Ticket, owner, DemoBrowser.Key(owner), at) : null;
        LastAt = at;
        if (Session is not null)
        {
            Ticket.Log(new Activity(ActivityType.ChatStarted), customer, at);
        }
    }

    public Ticket Ticket { get; }

    public ChatSession? Session { get; }

    public char LastBy { get; private set; }

    public DateTimeOffset LastAt { get; private set; }

    /// <summary>The chat while it lasts, mail before and after.</summary>
    private Channel SpokenIn => Session?.IsLive == true ? Channel.Chat : Channel.Email;

    private Customer Owner => Ticket.Customer;

    private string Key => string.Create(CultureInfo.InvariantCulture, $"{KeyPrefix}{Ticket.Number}:{++turns}");

    public void Say(DemoTurn turn, DateTimeOffset at)
    {
        var text = turns == 0 ? opening : phrases.Fill(turn.Text, agent.Name.Split(' ')[0]);
        (LastBy, LastAt) = (turn.By, at);
        switch (turn.By)
        {
            case 'C':
                Ticket.Receive(customer, text, SpokenIn, Key, at);
                Owner.Seen(at);
                break;
            case 'A':
                Answer(text, at);
                break;
            case 'N':
                Take(at);
                Ticket.Note(Actor.For(agent), text, Key, at);
                break;
            default:
                Ticket.Announce(text, SpokenIn, Owner.Email is null ? MessageAsk.Email : MessageAsk.None, at);
                break;
        }
    }

    /// <summary>The agent's first touch: it is theirs, with tags and priority.</summary>
    public void Take(DateTimeOffset at)
    {
        if (Ticket.Assign(cast.Assignee(agent), Actor.For(agent), at))
        {
            Ticket.SetTags(plan.Story.Tags, Actor.For(agent), at);
            Ticket.Prioritise(plan.Story.Priority, Actor.For(agent), at);
        }
    }

    public void Become(StatusCategory category, DateTimeOffset at) =>
        Ticket.Become(category, category == StatusCategory.Closed ? Actor.System : Actor.For(agent), at);

    public void EndChat(EndedBy by, DateTimeOffset at)
    {
        if (Session?.End(by, at) == true)
        {
            var actor = by switch { EndedBy.Agent => Actor.For(agent), EndedBy.Customer => customer, _ => Actor.System };
            Ticket.Log(new Activity(ActivityType.ChatEnded), actor, at);
        }
    }

    public void MissChat(DateTimeOffset at)
    {
        Session?.Miss(at);
        Ticket.Log(new Activity(ActivityType.ChatMissed), Actor.System, at);
    }

    public void Follow(Ticket closed) => Ticket.Follow(closed, customer, Ticket.CreatedAt);

    private void Answer(string text, DateTimeOffset at)
    {
        Take(at);
        Session?.Accept(at);
        var message = Ticket.Reply(Actor.For(agent), text, SpokenIn, Key, at);
        if (SpokenIn == Channel.Chat)
        {
            message.Deliver(Channel.Chat, "", DeliveryState.Sent, dueAt: null, at).Read(at.AddSeconds(4));
            Session?.Read(message.Seq, at.AddSeconds(4));
        }
        else if (Owner.Email is { } address)
        {
            message.Deliver(Channel.Email, address.Value, DeliveryState.Queued, dueAt: null, at).Sent(at.AddSeconds(3));
        }
    }

    private static string Capital(string line) => char.ToUpperInvariant(line[0]) + line[1..];
}
