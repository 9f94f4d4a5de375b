using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Chat;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;

namespace HelpDesk.Tests.Domain.Chat;

public sealed class IdlePolicyTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    private readonly ChatPolicy policy = new();
    private readonly Actor agent = new(AuthorKind.Agent, 7, "Bo", Permission.Agent);
    private readonly Ticket ticket;
    private readonly ChatSession session;

    public IdlePolicyTests()
    {
        var customer = new Customer("Ann", "en", Start);
        ticket = new Ticket(1001, customer, 1, Channel.Chat, "Help", Start);
        session = new ChatSession(ticket, customer, "key", Start);
        Writes(0);
    }

    [Fact]
    public void Who_waits_for_us_has_only_the_unanswered_timer() =>
        Plan().ShouldBe([(DeadlineKind.Unanswered, 5)]);

    [Fact]
    public void The_oldest_unanswered_message_counts()
    {
        Writes(2);
        Writes(4);

        Plan().ShouldBe([(DeadlineKind.Unanswered, 5)]);
    }

    [Fact]
    public void A_silent_customer_becomes_inactive_is_reminded_and_the_chat_ends()
    {
        session.Accept(Start);
        Answers(3);

        Plan().ShouldBe([(DeadlineKind.ChatInactive, 13), (DeadlineKind.IdleReminder, 18), (DeadlineKind.ChatEnd, 33)]);
    }

    [Theory]
    [InlineData(20, true)]
    [InlineData(19, false)]
    [InlineData(-60, false)]
    public void Whoever_is_asked_has_twenty_seconds_to_answer(int seconds, bool isEnough)
    {
        var times = policy with { EndAfter = policy.IdleReminderAfter + TimeSpan.FromSeconds(seconds) };

        (Record.Exception(() => IdlePolicy.Ensure(times)) is null).ShouldBe(isEnough);
    }

    [Fact]
    public void Still_here_starts_the_idle_clock_again()
    {
        session.Accept(Start);
        Answers(3);
        session.Remind(Start.AddMinutes(18));
        Plan().ShouldBe([(DeadlineKind.ChatInactive, 13), (DeadlineKind.ChatEnd, 33)]);

        session.Here(Start.AddMinutes(19));

        Plan().ShouldBe([(DeadlineKind.ChatInactive, 29), (DeadlineKind.IdleReminder, 34), (DeadlineKind.ChatEnd, 49)]);
    }

    [Fact]
    public void A_closed_page_counts_as_gone_after_a_while_and_not_when_it_comes_back()
    {
        session.Disconnect(Start.AddMinutes(1));
        Plan().ShouldContain((DeadlineKind.PresenceLost, 1.75));

        session.Connect(Start.AddMinutes(1.5));

        Plan().ShouldNotContain(row => row.Kind == DeadlineKind.PresenceLost);
    }

    [Fact]
    public void Who_waited_and_left_ends_without_a_word()
    {
        session.Disconnect(Start.AddMinutes(1));
        session.Leave(Start.AddMinutes(2));

        Plan().ShouldBe([(DeadlineKind.Unanswered, 5), (DeadlineKind.ChatEnd, 32)], ignoreOrder: true);
    }

    [Fact]
    public void A_solved_tickets_chat_ends_without_a_reminder()
    {
        Answers(3);
        ticket.Become(StatusCategory.Solved, agent, Start.AddMinutes(4));

        Plan().ShouldBe([(DeadlineKind.ChatEnd, 34)]);
    }

    [Fact]
    public void A_new_chat_on_a_ticket_that_still_waits_gets_the_whole_time()
    {
        var again = new ChatSession(ticket, ticket.Customer, "key", Start.AddMinutes(20));

        Plan(again).ShouldBe([(DeadlineKind.Unanswered, 25)]);
    }

    [Theory]
    [InlineData(EndedBy.Agent)]
    [InlineData(EndedBy.Customer)]
    [InlineData(EndedBy.Idle)]
    public void An_ended_chat_needs_no_timer(EndedBy by)
    {
        session.Disconnect(Start);
        session.End(by, Start.AddMinutes(1));

        Plan().ShouldBeEmpty();
    }

    private void Writes(int minute) =>
        ticket.Receive(Actor.Customer(3, "Ann"), "Hello", Channel.Chat, null, Start.AddMinutes(minute));

    private void Answers(int minute) => ticket.Reply(agent, "Hi", Channel.Chat, null, Start.AddMinutes(minute));

    private List<(DeadlineKind Kind, double Minute)> Plan(ChatSession? of = null) =>
        [.. IdlePolicy.Plan(of ?? session, ticket, policy).OrderBy(row => row.Value).Select(row => (row.Key, (row.Value - Start).TotalMinutes))];
}
