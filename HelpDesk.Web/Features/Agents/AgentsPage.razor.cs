using HelpDesk.Domain.Agents;
using HelpDesk.Web.Access;
using HelpDesk.Web.Actions.Agents;
using HelpDesk.Web.Ui;
using Microsoft.AspNetCore.Components;

namespace HelpDesk.Web.Features.Agents;

/// <summary>Who works here: invited by a link that sets the password once, with role, teams and the door.</summary>
public sealed partial class AgentsPage
{
    private IReadOnlyList<AgentRow> rows = [];
    private IReadOnlyList<TeamChoice> teams = [];
    private string name = "";
    private string email = "";
    private string? link;
    private string linkFor = "";

    [Inject]
    private AgentsQuery Query { get; set; } = default!;

    [Inject]
    private CurrentActor Current { get; set; } = default!;

    [Inject]
    private ChangeAgent Change { get; set; } = default!;

    [Inject]
    private InviteAgent Invite { get; set; } = default!;

    [Inject]
    private OneTimeLinks Links { get; set; } = default!;

    [Inject]
    private Notices Notices { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private IConfiguration Configuration { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        teams = await Query.TeamsAsync(CancellationToken.None);
        rows = await Query.AgentsAsync(CancellationToken.None);
    }

    private Task ChangeRoleAsync(AgentRow row, ChangeEventArgs chosen) =>
        ApplyAsync(row, new AgentChange(Role: chosen.Value?.ToString() == nameof(Role.Administrator) ? Role.Administrator : Role.Agent));

    private Task ToggleAsync(AgentRow row) => ApplyAsync(row, new AgentChange(Active: !row.IsActive));

    private Task ToggleTeamAsync(AgentRow row, TeamChoice team) =>
        ApplyAsync(row, new AgentChange(TeamIds: [.. row.TeamIds.Contains(team.Id) ? row.TeamIds.Where(id => id != team.Id) : row.TeamIds.Append(team.Id)]));

    private Task ApplyAsync(AgentRow row, AgentChange change) => RunAsync(actor => Change.RunAsync(actor, row.PublicId, change, CancellationToken.None));

    private Task InviteAsync() => RunAsync(async actor =>
    {
        var id = await Invite.RunAsync(actor, name, email, Role.Agent, [], CancellationToken.None);
        await ShowLinkAsync(id, name, LinkKind.Invite);
        (name, email) = ("", "");
    });

    private Task LinkAsync(AgentRow row) => RunAsync(actor =>
    {
        actor.Require(Permission.Administer);
        return ShowLinkAsync(row.Id, row.Name, row.HasPassword ? LinkKind.Reset : LinkKind.Invite);
    });

    // Built from what is configured or from where this administrator is, never from what a request claims.
    private async Task ShowLinkAsync(long loginId, string person, LinkKind kind)
    {
        var root = Configuration["PublicUrl"] is { Length: > 0 } configured ? configured : Navigation.BaseUri;
        (link, linkFor) = (root.TrimEnd('/') + await Links.MakeAsync(loginId, kind), person);
    }

    private async Task RunAsync(Func<Actor, Task> work)
    {
        await Notices.RunAsync(
            async () =>
            {
                await work(await Current.GetAsync(CancellationToken.None));
                return true;
            },
            L["Saved"]);
        rows = await Query.AgentsAsync(CancellationToken.None);
    }
}
