using System.Globalization;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Xunit.Abstractions;

namespace HelpDesk.Tests.Web.Actions;

/// <summary>
/// Two agents and a customer at one ticket, each at random and all at once (fault case F20). Whatever came out must also
/// come out when they act one after another in some order, by a model that knows the rules in other words. The seed of a
/// failure is printed.
/// </summary>
public sealed class ScheduleTests(ITestOutputHelper output)
{
    private const int StepsEach = 2;
    private const int AtOnce = 25;

    [Theory]
    [InlineData(Databases.Sqlite, 800)]
    [InlineData(Databases.Postgres, 200)]
    public Task What_three_do_at_once_could_have_been_done_one_after_another(string database, int schedules) => PlayAsync(database, schedules);

    [Theory]
    [Trait("Category", "Long")]
    [InlineData(Databases.Sqlite, 8_000)]
    [InlineData(Databases.Postgres, 2_000)]
    public Task What_three_do_at_once_could_have_been_done_one_after_another_ten_thousand_times(string database, int schedules) => PlayAsync(database, schedules);

    private async Task PlayAsync(string database, int schedules)
    {
        var seed = Random.Shared.Next();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{database}, seed {seed}"));
        var random = new Random(seed);
        await using var world = await World.CreateAsync(database);

        // Who spoke last is told apart by the instant.
        world.Clock.Step = TimeSpan.FromMilliseconds(1);
        AgentActor[] agents = [await world.AgentAsync("Bo"), await world.AgentAsync("Cy")];
        for (var played = 0; played < schedules; played += AtOnce)
        {
            var plans = Enumerable.Range(0, AtOnce).Select(_ => Plan(random)).ToList();
            await Task.WhenAll(plans.Select(plan => RunAsync(world, agents, plan)));
        }
    }

    // Who does what: the customer is actor 2.
    private static List<Act[]> Plan(Random random) =>
    [
        .. Enumerable.Range(0, 2).Select(agent => Enumerable.Range(0, StepsEach).Select(_ => AgentsAct(random, agent)).ToArray()),
        [.. Enumerable.Range(0, StepsEach).Select(_ => new Act(Verb.Write, 2))],
    ];

    private static Act AgentsAct(Random random, int agent) => random.Next(6) switch
    {
        0 or 1 => new Act(Verb.Reply, agent),
        2 => new Act(Verb.Take, agent),
        var status => new Act((Verb)((int)Verb.Open + status - 3), agent),
    };

    private static async Task RunAsync(World world, AgentActor[] agents, List<Act[]> plan)
    {
        var customer = world.Customer("Ann");
        var ticket = (await customer.WritesAsync("Hello")).Ticket;
        var seen = await Task.WhenAll(plan.Select(acts => Task.Run(async () =>
        {
            var did = new List<Done>();
            foreach (var act in acts)
            {
                did.Add(new Done(act, await DoAsync(agents, customer, ticket, act)));
            }

            return did;
        })));

        var end = await EndAsync(world, agents, ticket);
        Explains(new Desk(StatusCategory.New, -1, WaitingOn.Agent, 0, 1, false), seen, [0, 0, 0], end)
            .ShouldBeTrue($"ticket {ticket} ended as {end} after {string.Join(" | ", seen.Select(did => string.Join(", ", did)))}");
    }

    private static async Task<bool> DoAsync(AgentActor[] agents, CustomerActor customer, long ticket, Act act) => act.Verb switch
    {
        Verb.Write => (await customer.WritesAsync("More")).Ticket == ticket,
        Verb.Reply => (await agents[act.Actor].RepliesAsync(ticket, "Hi")).Ticket == ticket,
        Verb.Take => await agents[act.Actor].TakesAsync(ticket),
        Verb.Open => await agents[act.Actor].SetsAsync(ticket, "open"),
        Verb.Pend => await agents[act.Actor].SetsAsync(ticket, "pending"),
        _ => await agents[act.Actor].SetsAsync(ticket, "solved"),
    };

    private static async Task<Desk> EndAsync(World world, AgentActor[] agents, long number)
    {
        var ticket = await world.TicketAsync(number);
        var timeline = await world.TimelineAsync(number);
        timeline.Select(message => message.Seq).ShouldBe(Enumerable.Range(1, ticket.LastSeq), "no gaps");
        (ticket.WaitingSince is not null).ShouldBe(ticket.WaitingOn == WaitingOn.Agent);
        (await world.ReadAsync(db => db.ChatSessions.CountAsync(row => row.TicketId == ticket.Id))).ShouldBe(1);
        var spoken = timeline.Where(message => message.Kind == MessageKind.Public).ToList();
        return new Desk(
            ticket.Category,
            Array.FindIndex(agents, agent => agent.Actor.Id == ticket.AssigneeId),
            ticket.WaitingOn,
            ticket.ReopenCount,
            spoken.Count,
            spoken[^1].AuthorKind == AuthorKind.Agent);
    }

    // Depth first over every order that keeps each actor's own.
    private static bool Explains(Desk desk, List<Done>[] seen, int[] at, Desk end)
    {
        if (seen.Zip(at).All(pair => pair.First.Count == pair.Second))
        {
            return desk == end;
        }

        for (var actor = 0; actor < seen.Length; actor++)
        {
            if (at[actor] < seen[actor].Count && seen[actor][at[actor]] is var (act, changed) && desk.After(act) is var (next, changes) && changes == changed)
            {
                at[actor]++;
                if (Explains(next, seen, at, end))
                {
                    return true;
                }

                at[actor]--;
            }
        }

        return false;
    }

    private enum Verb
    {
        Write,
        Reply,
        Take,
        Open,
        Pend,
        Solve,
    }

    private sealed record Act(Verb Verb, int Actor);

    private sealed record Done(Act Act, bool Changed);

    /// <summary>The model: all of a ticket that these acts can change.</summary>
    private sealed record Desk(StatusCategory Status, int Assignee, WaitingOn Waits, int Reopened, int Spoken, bool AgentSpokeLast)
    {
        public (Desk Next, bool Changes) After(Act act) => act.Verb switch
        {
            Verb.Write => (Written(), true),
            Verb.Reply => (Answered(act.Actor), true),
            Verb.Take => (Taken(act.Actor), Assignee != act.Actor),
            Verb.Open => (In(StatusCategory.Open), Status != StatusCategory.Open),
            Verb.Pend => (In(StatusCategory.Pending), Status != StatusCategory.Pending),
            _ => (In(StatusCategory.Solved), Status != StatusCategory.Solved),
        };

        private Desk Written() => this with
        {
            Status = Status is StatusCategory.Pending or StatusCategory.Solved ? StatusCategory.Open : Status,
            Reopened = Status == StatusCategory.Solved ? Reopened + 1 : Reopened,
            Waits = WaitingOn.Agent,
            Spoken = Spoken + 1,
            AgentSpokeLast = false,
        };

        private Desk Answered(int agent) => (Assignee < 0 ? Taken(agent) : this) is var desk
            ? desk with
            {
                Status = desk.Status == StatusCategory.New ? StatusCategory.Open : desk.Status,
                Waits = WaitingOn.Customer,
                Spoken = desk.Spoken + 1,
                AgentSpokeLast = true,
            }
            : this;

        private Desk Taken(int agent) => this with
        {
            Assignee = agent,
            Status = Status == StatusCategory.New ? StatusCategory.Open : Status,
        };

        private Desk In(StatusCategory status) => status == Status
            ? this
            : this with
            {
                Status = status,
                Reopened = Status == StatusCategory.Solved ? Reopened + 1 : Reopened,
                Waits = status == StatusCategory.Solved ? WaitingOn.Nobody : Status == StatusCategory.Solved ? (AgentSpokeLast ? WaitingOn.Customer : WaitingOn.Agent) : Waits,
            };
    }
}
