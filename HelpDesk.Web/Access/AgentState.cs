using HelpDesk.Domain.Events;
using HelpDesk.Web.Live;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace HelpDesk.Web.Access;

/// <summary>
/// Who sits at a circuit. The moment the agent is disabled, changes password or role, the circuit has nobody any more and
/// its screen leaves; should the live event be lost, the next look within 30 seconds finds out.
/// </summary>
internal sealed class AgentState : RevalidatingServerAuthenticationStateProvider
{
    private static readonly AuthenticationState Nobody = new(new());

    private readonly Sessions sessions;
    private readonly IDisposable listening;

    public AgentState(ILoggerFactory loggers, Sessions sessions, Feed feed)
        : base(loggers)
    {
        this.sessions = sessions;
        listening = feed.Listen(happened =>
        {
            if (happened.Type == EventType.AgentChanged)
            {
                _ = LookAsync(happened.SubjectId);
            }
        });
    }

    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(30);

    /// <summary>Looks now whether the agent may still be here.</summary>
    public async Task LookAsync(long? agentId)
    {
        var state = await GetAuthenticationStateAsync();
        if (CurrentActor.AgentIdOf(state.User) == agentId && !await ValidateAuthenticationStateAsync(state, CancellationToken.None))
        {
            SetAuthenticationState(Task.FromResult(Nobody));
        }
    }

    protected override Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        sessions.StandsAsync(authenticationState.User, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        listening.Dispose();
        base.Dispose(disposing);
    }
}
