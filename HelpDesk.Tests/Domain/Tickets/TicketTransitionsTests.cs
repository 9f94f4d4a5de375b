using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Tickets;

namespace HelpDesk.Tests.Domain.Tickets;

public sealed class TicketTransitionsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    private static readonly Actor Agent = new(AuthorKind.Agent, 7, "Bo", Permission.Agent);

    // Rows: from; columns: new open pending on_hold solved closed.
    [Theory]
    [InlineData(StatusCategory.New, "yyyyyn")]
    [InlineData(StatusCategory.Open, "nyyyyn")]
    [InlineData(StatusCategory.Pending, "nyyyyn")]
    [InlineData(StatusCategory.OnHold, "nyyyyn")]
    [InlineData(StatusCategory.Solved, "nyyyyy")]
    [InlineData(StatusCategory.Closed, "nnnnnn")]
    public void The_table_says_where_a_ticket_may_go(StatusCategory from, string allowed)
    {
        var answers = Enum.GetValues<StatusCategory>().Select(to => TicketTransitions.Allows(from, to) ? 'y' : 'n');

        new string([.. answers]).ShouldBe(allowed);
        TicketTransitions.From(from).Count.ShouldBe(allowed.Count(answer => answer == 'y'));
    }

    [Fact]
    public void A_refused_transition_names_both_states_and_changes_nothing()
    {
        var ticket = Open();
        var version = ticket.Version;

        var refusal = Should.Throw<RuleException>(() => ticket.Become(StatusCategory.New, Agent, Now));

        refusal.Code.ShouldBe("transition");
        refusal.Message.ShouldBe("A ticket that is open cannot become new.");
        (ticket.Category, ticket.Version).ShouldBe((StatusCategory.Open, version));
    }

    [Fact]
    public void Setting_the_status_it_has_does_nothing()
    {
        var ticket = Open();
        var version = ticket.Version;

        ticket.Become(StatusCategory.Open, Agent, Now).ShouldBeFalse();

        ticket.Version.ShouldBe(version);
    }

    [Fact]
    public void A_random_walk_obeys_the_table_and_logs_every_step()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var walk = 0; walk < 200; walk++)
        {
            var ticket = Open();
            for (var step = 0; step < 20; step++)
            {
                var from = ticket.Category;
                var to = (StatusCategory)random.Next(1, 7);
                var logged = ticket.Messages.Count;
                var allowed = TicketTransitions.Allows(from, to);

                var changed = false;
                if (allowed || from == to)
                {
                    changed = ticket.Become(to, Agent, Now.AddMinutes(step));
                }
                else
                {
                    Should.Throw<RuleException>(() => ticket.Become(to, Agent, Now), $"seed {seed}");
                }

                changed.ShouldBe(allowed && from != to, $"seed {seed}");
                ticket.Category.ShouldBe(changed ? to : from, $"seed {seed}");
                ticket.Messages.Count.ShouldBe(changed ? logged + 1 : logged, $"seed {seed}");
                (ticket.SolvedAt is not null).ShouldBe(ticket.Category is StatusCategory.Solved or StatusCategory.Closed, $"seed {seed}");
            }

            ticket.Messages.Select(message => message.Seq).ShouldBe(Enumerable.Range(1, ticket.Messages.Count), $"seed {seed}");
        }
    }

    private static Ticket Open()
    {
        var ticket = new Ticket(1001, new Customer("Ann", "en", Now), 1, Channel.Chat, "Help", Now);
        ticket.Become(StatusCategory.Open, Agent, Now);
        return ticket;
    }
}
