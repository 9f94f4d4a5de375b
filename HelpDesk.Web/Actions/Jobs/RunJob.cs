using HelpDesk.Domain.Agents;
using HelpDesk.Web.Live;

namespace HelpDesk.Web.Actions.Jobs;

/// <summary>An administrator has a recurring job run now.</summary>
internal sealed class RunJob(JobBoard board)
{
    /// <exception cref="NotFoundException">There is no such job.</exception>
    public Task<bool> RunAsync(Actor actor, string name, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        actor.Require(Permission.Administer);
        return board.Ask(name) ? Task.FromResult(true) : throw new NotFoundException("job");
    }
}
