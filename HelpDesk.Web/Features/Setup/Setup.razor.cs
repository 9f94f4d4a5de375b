using System.Globalization;
using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Hours;
using HelpDesk.Migrations;
using HelpDesk.Web.Access;
using HelpDesk.Web.Actions.Setup;
using HelpDesk.Web.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace HelpDesk.Web.Features.Setup;

/// <summary>The first minutes: who you are, what the desk is called, when it is open.</summary>
public sealed partial class Setup
{
    private bool isFounded;
    private string? problem;

    [CascadingParameter]
    private HttpContext Context { get; set; } = default!;

    [Inject]
    private SetupKey Key { get; set; } = default!;

    [Inject]
    private FoundWorkspace Found { get; set; } = default!;

    [Inject]
    private SignInManager<Login> SignIns { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [SupplyParameterFromForm(FormName = "setup", Name = "token")]
    private string? Token { get; set; }

    [SupplyParameterFromForm(FormName = "setup", Name = "name")]
    private string? Name { get; set; }

    [SupplyParameterFromForm(FormName = "setup", Name = "email")]
    private string? Email { get; set; }

    [SupplyParameterFromForm(FormName = "setup", Name = "password")]
    private string? Password { get; set; }

    [SupplyParameterFromForm(FormName = "setup", Name = "workspace")]
    private string? WorkspaceName { get; set; }

    [SupplyParameterFromForm(FormName = "setup", Name = "language")]
    private string? Language { get; set; }

    [SupplyParameterFromForm(FormName = "setup", Name = "zone")]
    private string? Zone { get; set; }

    [SupplyParameterFromForm(FormName = "setup", Name = "days")]
    private string[]? Days { get; set; }

    [SupplyParameterFromForm(FormName = "setup", Name = "opens")]
    private string? Opens { get; set; }

    [SupplyParameterFromForm(FormName = "setup", Name = "closes")]
    private string? Closes { get; set; }

    [SupplyParameterFromForm(FormName = "setup", Name = "inbox")]
    private string? InboxName { get; set; }

    protected override async Task OnInitializedAsync() => isFounded = !await Key.IsNeededAsync(Context.RequestAborted);

    private async Task FoundAsync()
    {
        if (isFounded)
        {
            return;
        }

        try
        {
            if (!Key.Opens(Token?.Trim()))
            {
                throw new RuleException("token", "This code is not the one that was printed last, or it is older than 30 minutes.");
            }

            var id = await Found.RunAsync(Actor.System, Answers(), Context.RequestAborted);
            LanguageCookie.Set(Context, Language);
            await SignIns.SignInAsync((await SignIns.UserManager.FindByIdAsync(id.ToString(CultureInfo.InvariantCulture)))!, isPersistent: true);
            Navigation.NavigateTo("/setup/done");
        }
        catch (RuleException refused)
        {
            problem = refused.Message;
        }
    }

    private Founding Answers() => new(
        Name ?? "", Email ?? "", Password ?? "", WorkspaceName ?? "", UiLanguage(), Zone ?? "UTC", Hours(), InboxName ?? "");

    private string UiLanguage() => Language is "es" or "fr" ? Language : "en";

    private IReadOnlyList<DayInterval> Hours() =>
        TimeOnly.TryParse(Opens, CultureInfo.InvariantCulture, out var opens) && TimeOnly.TryParse(Closes, CultureInfo.InvariantCulture, out var closes)
            ? WeeklyHours.On((Days ?? []).Select(day => Enum.TryParse<DayOfWeek>(day, out var known) ? known : DayOfWeek.Monday).Distinct(), opens, closes)
            : throw new RuleException("hours", "Opening hours need a time from and a time to.");
}
