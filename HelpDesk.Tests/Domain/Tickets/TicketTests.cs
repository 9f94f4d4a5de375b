using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Tickets;

namespace HelpDesk.Tests.Domain.Tickets;

public sealed class TicketTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    private readonly Actor agent = new(AuthorKind.Agent, 7, "Bo", Permission.Agent);
    private readonly Actor customer = Actor.Customer(3, "Ann");
    private readonly Ticket ticket = new(1001, new Customer("Ann", "en", Start), 1, Channel.Chat, "Help", Start);

    [Fact]
    public void The_oldest_unanswered_message_counts_as_waiting()
    {
        Receives("Hello", 0);
        Receives("Anybody?", 5);

        ticket.WaitingSince.ShouldBe(Start);
        ticket.WaitingOn.ShouldBe(WaitingOn.Agent);
        ticket.LastCustomerMessageAt.ShouldBe(Start.AddMinutes(5));
    }

    [Fact]
    public void A_reply_opens_a_new_ticket_and_waits_for_the_customer()
    {
        Receives("Hello", 0);

        Replies("Hi", 3);

        ticket.Category.ShouldBe(StatusCategory.Open);
        (ticket.WaitingOn, ticket.WaitingSince).ShouldBe((WaitingOn.Customer, null));
        ticket.FirstResponseAt.ShouldBe(Start.AddMinutes(3));
    }

    [Fact]
    public void The_first_response_stays_the_first()
    {
        Replies("Hi", 3);
        Replies("Still there?", 9);

        ticket.FirstResponseAt.ShouldBe(Start.AddMinutes(3));
        ticket.ReplyCount.ShouldBe(2);
    }

    [Fact]
    public void A_reopened_ticket_whose_customer_never_wrote_waits_for_them()
    {
        Replies("Your parcel has arrived", 0);
        ticket.Become(StatusCategory.Solved, agent, Start.AddMinutes(1));

        ticket.Become(StatusCategory.Open, agent, Start.AddMinutes(2));

        (ticket.WaitingOn, ticket.WaitingSince).ShouldBe((WaitingOn.Customer, null));
    }

    [Fact]
    public void Notes_and_automatic_messages_change_nothing_about_who_waits()
    {
        Receives("Hello", 0);

        ticket.Note(agent, "A regular", null, Start.AddMinutes(1));
        ticket.Announce("We are on it", Channel.Chat, MessageAsk.None, Start.AddMinutes(2));

        (ticket.WaitingOn, ticket.WaitingSince).ShouldBe((WaitingOn.Agent, Start));
        ticket.FirstResponseAt.ShouldBeNull();
        ticket.Category.ShouldBe(StatusCategory.New);
    }

    [Theory]
    [InlineData(StatusCategory.Pending, 0)]
    [InlineData(StatusCategory.OnHold, 0)]
    [InlineData(StatusCategory.Solved, 1)]
    public void A_customers_message_opens_the_ticket_again(StatusCategory from, int reopened)
    {
        ticket.Become(from, agent, Start);

        Receives("One more thing", 5);

        ticket.Category.ShouldBe(StatusCategory.Open);
        ticket.ReopenCount.ShouldBe(reopened);
        ticket.WaitingSince.ShouldBe(Start.AddMinutes(5));
    }

    [Fact]
    public void A_closed_ticket_accepts_nothing()
    {
        ticket.Become(StatusCategory.Solved, agent, Start);
        ticket.Become(StatusCategory.Closed, Actor.System, Start);
        var before = ticket.Version;

        Should.Throw<RuleException>(() => Receives("Hello", 1)).Code.ShouldBe("closed");
        Should.Throw<RuleException>(() => Replies("Hello", 1)).Code.ShouldBe("closed");
        Should.Throw<RuleException>(() => ticket.Note(agent, "n", null, Start)).Code.ShouldBe("closed");
        Should.Throw<RuleException>(() => ticket.Rename("n", agent, Start)).Code.ShouldBe("closed");
        Should.Throw<RuleException>(() => ticket.Prioritise(Priority.High, agent, Start)).Code.ShouldBe("closed");
        Should.Throw<RuleException>(() => ticket.SetTags(["a"], agent, Start)).Code.ShouldBe("closed");
        Should.Throw<RuleException>(() => ticket.Assign(null, agent, Start)).Code.ShouldBe("closed");
        ticket.Version.ShouldBe(before);
    }

    [Fact]
    public void A_merged_ticket_never_receives_a_message()
    {
        Receives("Hello", 0);
        var seq = ticket.LastSeq;
        typeof(Ticket).GetProperty(nameof(Ticket.MergedIntoId))!.SetValue(ticket, 9L);

        Should.Throw<RuleException>(() => Receives("Hello", 1)).Code.ShouldBe("closed");
        Should.Throw<RuleException>(() => Replies("Hello", 1)).Code.ShouldBe("closed");
        Should.Throw<RuleException>(() => ticket.Note(agent, "n", null, Start)).Code.ShouldBe("closed");
        Should.Throw<RuleException>(() => ticket.Announce("n", Channel.Chat, MessageAsk.None, Start)).Code.ShouldBe("closed");
        ticket.LastSeq.ShouldBe(seq);
    }

    [Fact]
    public void A_note_and_an_activity_are_never_delivered()
    {
        var note = ticket.Note(agent, "Between us", null, Start);
        var activity = ticket.Log(new Activity(ActivityType.ChatStarted), customer, Start);

        Should.Throw<InvalidOperationException>(() => note.Deliver(Channel.Email, "ann@example.com", DeliveryState.Queued, Start, Start));
        Should.Throw<InvalidOperationException>(() => activity.Deliver(Channel.Chat, "", DeliveryState.Sent, null, Start));
        note.Deliveries.ShouldBeEmpty();
    }

    [Fact]
    public void Only_members_of_its_team_are_assigned()
    {
        var team = new Team("Support");
        ticket.MoveTo(team, agent, Start);

        Should.Throw<RuleException>(() => ticket.Assign(new Assignee(7, "Bo", [99]), agent, Start)).Code.ShouldBe("team");

        ticket.Assign(new Assignee(7, "Bo", [team.Id]), agent, Start).ShouldBeTrue();
    }

    [Fact]
    public void Moving_to_another_team_takes_off_an_assignee_who_is_not_in_it()
    {
        ticket.Assign(new Assignee(7, "Bo", []), agent, Start);

        ticket.MoveTo(new Team("Billing"), agent, Start);

        ticket.AssigneeId.ShouldBeNull();
    }

    [Fact]
    public void A_note_is_never_delivered()
    {
        var note = ticket.Note(agent, "Careful", null, Start);

        Should.Throw<InvalidOperationException>(() => note.Deliver(Channel.Email, "ann@example.com", DeliveryState.Queued, Start, Start));
    }

    [Fact]
    public void Every_change_stands_in_the_timeline_with_its_author()
    {
        ticket.Assign(new Assignee(7, "Bo", []), agent, Start);
        ticket.Prioritise(Priority.Urgent, agent, Start);
        ticket.SetTags(["VIP ", "refund"], agent, Start);
        ticket.Rename("Refund", agent, Start);

        ticket.Messages.Select(message => message.BodyText).ShouldBe(
        [
            "Assigned: Bo", "Status changed: new → open", "Priority changed: Normal → Urgent", "Tags changed:  → refund, vip", "Subject changed: Help → Refund",
        ]);
        ticket.Messages.ShouldAllBe(message => message.AuthorId == 7 && message.Kind == MessageKind.Activity);
    }

    [Fact]
    public void Reopening_by_hand_waits_for_whoever_did_not_have_the_last_word()
    {
        Receives("Hello", 0);
        Replies("Hi", 1);
        Receives("And?", 2);
        ticket.Become(StatusCategory.Solved, agent, Start.AddMinutes(3));

        ticket.Become(StatusCategory.Open, agent, Start.AddMinutes(4));

        (ticket.WaitingOn, ticket.WaitingSince, ticket.ReopenCount).ShouldBe((WaitingOn.Agent, Start.AddMinutes(4), 1));
    }

    private void Receives(string text, int minute) => ticket.Receive(customer, text, Channel.Chat, null, Start.AddMinutes(minute));

    private void Replies(string text, int minute) => ticket.Reply(agent, text, Channel.Chat, null, Start.AddMinutes(minute));
}
