using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
using HelpDesk.Web.Actions;
using HelpDesk.Web.Actions.Inboxes;
using HelpDesk.Web.Ui;
using Microsoft.AspNetCore.Components;

namespace HelpDesk.Web.Features.Widgets;

/// <summary>Edits the proactive messages of one chat; nothing changes for visitors before they are saved.</summary>
public sealed partial class ProactiveSection
{
    private List<ProactiveFields> messages = [];
    private RuleException? refused;
    private bool working;

    [Parameter, EditorRequired]
    public WidgetRow Row { get; set; } = null!;

    /// <summary>They are stored: the row is to be read again.</summary>
    [Parameter, EditorRequired]
    public EventCallback Saved { get; set; }

    [CascadingParameter]
    public required Actor Me { get; set; }

    [Inject]
    internal SetProactive SetProactive { get; set; } = null!;

    [Inject]
    internal Notices Notices { get; set; } = null!;

    protected override void OnInitialized() => Show();

    private void Show() => messages = [.. Row.Look.Proactive.Select(ProactiveFields.Of)];

    private string? Invalid(string field) => refused?.Code == field ? "true" : null;

    private async Task SaveAsync()
    {
        (working, refused) = (true, null);
        try
        {
            await SetProactive.RunAsync(Me, Row.Key, [.. messages.Select((fields, index) => fields.Read(index + 1))], CancellationToken.None);
            Notices.Show(new Notice(L["Saved"]));
            await Saved.InvokeAsync();
            Show();
        }
        catch (RuleException no)
        {
            refused = no;
        }
        catch (Exception no) when (no is NotAllowedException or NotFoundException)
        {
            Notices.Show(new Notice(no.Message));
        }
        finally
        {
            working = false;
        }
    }
}
