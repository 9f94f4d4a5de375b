using HelpDesk.Domain;
using HelpDesk.Migrations;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Data.Demo;

/// <summary>What a demo world holds, or what was removed of it.</summary>
/// <param name="Messages">Activities included.</param>
internal sealed record DemoCounts(int Customers, int Tickets, int Messages);

/// <summary>
/// Worlds by name to try the desk with. Everything in them is marked as a sample and goes in one step, without what people
/// added meanwhile.
/// </summary>
internal sealed class DemoWorld(Writer writer, TimeProvider clock)
{
    /// <summary>A lamp shop on a busy day.</summary>
    public const string BusyMonday = "busy-monday";

    /// <summary>Nothing but what is real: removes the samples.</summary>
    public const string CleanSlate = "clean-slate";

    private const int Seed = 5080;

    public static IReadOnlyList<string> Names { get; } = [BusyMonday, CleanSlate];

    /// <summary>Makes a world beside what is there already, whole or not at all.</summary>
    /// <returns>What the world holds.</returns>
    /// <exception cref="RuleException">There is no such world, or one is there already (<c>demo</c>).</exception>
    public Task<DemoCounts> CreateAsync(string name, CancellationToken ct) => name switch
    {
        BusyMonday => writer.RunAsync(BuildAsync, ct),
        CleanSlate => EmptyAsync(ct),
        _ => throw new RuleException("demo", $"There is no demo world \"{name}\". There are: {string.Join(", ", Names)}."),
    };

    /// <summary>
    /// Removes every sample. A sample ticket into which somebody wrote stays with its customer and becomes real; so does
    /// everything that something real still hangs on.
    /// </summary>
    /// <returns>What was removed.</returns>
    public Task<DemoCounts> RemoveAsync(CancellationToken ct) =>
        writer.RunAsync((db, token) => new DemoRemoval(db, clock.GetUtcNow()).RunAsync(token), ct);

    private async Task<DemoCounts> BuildAsync(HelpDeskDb db, CancellationToken ct)
    {
        if (await db.Tickets.AnyAsync(ticket => ticket.IsSample, ct) || await db.Agents.AnyAsync(agent => agent.IsSample, ct))
        {
            throw new RuleException("demo", "A demo world is there already. Remove it first: helpdesk demo --remove.");
        }

        return await new BusyMonday(db, Seed, clock.GetUtcNow()).BuildAsync(ct);
    }

    private async Task<DemoCounts> EmptyAsync(CancellationToken ct)
    {
        await RemoveAsync(ct);
        return new(0, 0, 0);
    }
}
