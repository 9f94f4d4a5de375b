using System.ComponentModel;
using HelpDesk.Domain.Agents;
using HelpDesk.Web.Actions.Kpis;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HelpDesk.Web.Api;

/// <summary>The team's numbers as the API shows them.</summary>
internal sealed record KpisView(
    [property: Description("Tickets that are neither solved nor closed.")] int Open,
    [property: Description("Open tickets that nobody has.")] int Unassigned,
    [property: Description("Open tickets whose customer waits for an answer.")] int Waiting,
    [property: Description("Since the oldest unanswered message; null when nobody waits.")] long? LongestWaitSeconds,
    [property: Description("Of the first answers given since midnight in the workspace's time zone; null when there are none.")] long? MedianFirstResponseSecondsToday,
    [property: Description("Chats that an agent has and whose customer is not silent.")] int ChatsActive,
    int AgentsOnline);

/// <summary><c>/api/v1/kpis</c></summary>
internal static class KpisApi
{
    public static void MapKpis(this RouteGroupBuilder api) =>
        api.MapGet("/kpis/now", Now).Needs(Permission.ReadKpis).WithTags("Numbers").WithName("readKpisNow").WithSummary("How the team stands now");

    private static async Task<Ok<KpisView>> Now(Caller caller, TeamNow team, CancellationToken ct)
    {
        var now = await team.RunAsync(caller.Actor, ct);
        return TypedResults.Ok(new KpisView(
            now.Open,
            now.Unassigned,
            now.Waiting,
            (long?)now.LongestWait?.TotalSeconds,
            (long?)now.MedianFirstResponseToday?.TotalSeconds,
            now.ChatsActive,
            now.AgentsOnline));
    }
}
