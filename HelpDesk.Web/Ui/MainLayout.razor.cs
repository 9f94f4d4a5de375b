using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Work;
using HelpDesk.Migrations;
using HelpDesk.Web.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.JSInterop;

namespace HelpDesk.Web.Ui;

/// <summary>The frame of the workspace: who works here, in which time zone, and the rail.</summary>
public sealed partial class MainLayout
{
    private readonly CancellationTokenSource gone = new();
    private DotNetObjectReference<MainLayout>? self;
    private Agent? agent;
    private Actor? me;
    private TimeZoneInfo zone = TimeZoneInfo.Utc;
    private string workspaceName = "HelpDesk";

    [Inject]
    private CurrentActor Current { get; set; } = default!;

    [Inject]
    private IDbContextFactory<HelpDeskDb> Factory { get; set; } = default!;

    [Inject]
    private IJSRuntime Script { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private string SkipTarget => $"{new Uri(Navigation.Uri).PathAndQuery}#main";

    /// <summary>A page that comes back to the foreground asks whether its circuit is alive.</summary>
    [JSInvokable]
    public bool Ping() => me is not null;

    public async ValueTask DisposeAsync()
    {
        await gone.CancelAsync();
        self?.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        agent = await Current.FindAgentAsync(gone.Token);
        if (agent is null)
        {
            // Signed out while the line was being built.
            Navigation.NavigateTo("/sign-in", forceLoad: true);
            return;
        }

        await using var db = await Factory.CreateDbContextAsync(gone.Token);
        var workspace = await db.Workspaces.AsNoTracking().FirstOrDefaultAsync(row => row.Id == Workspace.TheId, gone.Token);
        workspaceName = workspace?.Name ?? workspaceName;
        zone = TimeZoneInfo.TryFindSystemTimeZoneById(agent.TimeZone ?? workspace?.TimeZone ?? "UTC", out var found) ? found : TimeZoneInfo.Utc;
        me = Actor.For(agent);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            self = DotNetObjectReference.Create(this);
            await Script.InvokeVoidAsync("helpdeskConnect", self);
        }
    }
}
