using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace HelpDesk.Web.Access;

/// <summary>Tells the board when the window of this circuit comes and goes. A circuit without its connection is no window.</summary>
internal sealed class PresenceHandler(PresenceBoard board, AuthenticationStateProvider authentication) : CircuitHandler
{
    private long? counted;

    public override async Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        var state = await authentication.GetAuthenticationStateAsync();
        if (counted is null && CurrentActor.AgentIdOf(state.User) is { } id)
        {
            counted = id;
            await board.OpenAsync(id);

            // What happened while the line was being built was said before anybody here listened.
            await ((AgentState)authentication).LookAsync(id);
        }
    }

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (counted is { } id)
        {
            counted = null;
            board.Close(id);
        }

        return Task.CompletedTask;
    }
}
