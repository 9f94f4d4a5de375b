using HelpDesk.Domain.Chat;
using HelpDesk.Domain.Hours;
using HelpDesk.Domain.Tickets;

namespace HelpDesk.Web.Data.Demo;

/// <summary>Tells planned tickets up to now, each to its ending.</summary>
internal sealed class DemoTeller(Random random, Calendar office, DemoCast cast, DateTimeOffset now)
{
    private static readonly TimeSpan ClosesAfter = new ChatPolicy().CloseSolvedAfter;

    private readonly DemoSchedule schedule = new(random, office);
    private readonly Dictionary<string, DemoStory[]> extras =
        new[] { "en", "es", "fr" }.ToDictionary(language => language, language => DemoStory.Read(language).ToArray(), StringComparer.Ordinal);

    /// <param name="plan">What is to happen.</param>
    /// <param name="number">The ticket's number.</param>
    /// <param name="follows">A closed and saved ticket of the same customer that this one continues; null for none.</param>
    public DemoTicket Tell(DemoPlan plan, long number, Ticket? follows)
    {
        var times = schedule.Times(plan);
        var told = new DemoTicket(cast, plan, new DemoPhrases(random, plan.Person, times[0]), number, times[0]);
        if (follows is not null)
        {
            told.Follow(follows);
        }

        var isWhole = TellTurns(told, plan, times);
        End(told, plan, isWhole);
        return told;
    }

    private bool TellTurns(DemoTicket told, DemoPlan plan, IReadOnlyList<DateTimeOffset> times)
    {
        for (var i = 0; i < times.Count; i++)
        {
            if (times[i] > now)
            {
                return false;
            }

            told.Say(plan.Story.Turns[i], times[i]);
            if (i == 0 && plan.Ending == DemoEnding.Missed)
            {
                Miss(told, plan, times[0].AddMinutes(5));
            }
        }

        return true;
    }

    private void Miss(DemoTicket told, DemoPlan plan, DateTimeOffset at)
    {
        told.Say(Extra(plan, "missed").Turns[0], at);
        told.MissChat(at);
    }

    private void End(DemoTicket told, DemoPlan plan, bool isWhole)
    {
        if (isWhole && plan.Ending is DemoEnding.Solved or DemoEnding.Reopened or DemoEnding.Missed)
        {
            Solve(told, plan);
            return;
        }

        // A chat of the past is over; one of just now goes on.
        var at = told.Session is null || plan.LastAt is not null ? told.LastAt : Soon(told.LastAt.AddMinutes(30));
        if (plan.LastAt is null)
        {
            told.EndChat(EndedBy.Idle, at);
        }

        if (told.LastBy == 'A' && plan.Ending is DemoEnding.Pending or DemoEnding.OnHold)
        {
            told.Become(plan.Ending == DemoEnding.Pending ? StatusCategory.Pending : StatusCategory.OnHold, at);
        }
    }

    private void Solve(DemoTicket told, DemoPlan plan)
    {
        var solved = SolveOnce(told, plan);
        if (solved is { } first && plan.Ending == DemoEnding.Reopened && told.Session is null)
        {
            solved = Reopen(told, plan, first);
        }

        if (solved is { } last && last + ClosesAfter <= now)
        {
            told.Become(StatusCategory.Closed, last + ClosesAfter);
        }
    }

    private DateTimeOffset? SolveOnce(DemoTicket told, DemoPlan plan)
    {
        var at = schedule.Solved(plan, told.LastBy, told.LastAt);
        if (at > now)
        {
            return null;
        }

        told.EndChat(told.LastBy == 'C' ? EndedBy.Customer : EndedBy.Agent, at);
        told.Become(StatusCategory.Solved, at);
        return at;
    }

    private DateTimeOffset? Reopen(DemoTicket told, DemoPlan plan, DateTimeOffset solved)
    {
        var asked = schedule.Again(solved);
        var answered = schedule.Answer(asked);
        if (answered > now)
        {
            return solved;
        }

        var turns = Extra(plan, "again").Turns;
        told.Say(turns[0], asked);
        told.Say(turns[1], answered);
        return SolveOnce(told, plan);
    }

    private DateTimeOffset Soon(DateTimeOffset at) => at < now ? at : now;

    private DemoStory Extra(DemoPlan plan, string name) => Array.Find(extras[plan.Person.Language], story => story.Team == name)
        ?? throw new InvalidOperationException($"No story {name} in {plan.Person.Language}.");
}
