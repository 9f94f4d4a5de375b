using System.Globalization;
using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Work;
using HelpDesk.Web.Actions;
using HelpDesk.Web.Actions.Inboxes;
using HelpDesk.Web.Ui;
using Microsoft.AspNetCore.Components;

namespace HelpDesk.Web.Features.Widgets;

/// <summary>Dresses a chat.</summary>
public sealed partial class LookSection
{
    /// <summary>The product's own, where no colour is chosen.</summary>
    private const string Accent = "#3b52c4";

    private LookForm form = new();
    private RuleException? refused;
    private string? shown;
    private bool working;

    [Parameter, EditorRequired]
    public required WidgetRow Row { get; set; }

    /// <summary>What was chosen is kept.</summary>
    [Parameter]
    public EventCallback Saved { get; set; }

    [CascadingParameter]
    public required Actor Me { get; set; }

    [Inject]
    internal DressInbox DressInbox { get; set; } = null!;

    [Inject]
    internal Notices Notices { get; set; } = null!;

    private string ContrastShown => form.Shade is { } chosen
        ? L[BrandColour.InkOn(chosen) == "#000000" ? "Text on it is black and stands out {0} : 1." : "Text on it is white and stands out {0} : 1.", BrandColour.Contrast(chosen).ToString("0.0", CultureInfo.CurrentCulture)]
        : L["Empty keeps ours. Text on it turns black or white by itself."];

    private string OriginsHint => string.IsNullOrWhiteSpace(form.Origins)
        ? L["One a line. Empty: every site may embed this chat, also one that is not yours."]
        : L["One a line. Other sites are refused."];

    // What is being typed stays when another part of the page is saved.
    protected override void OnParametersSet()
    {
        if (shown != Row.Key)
        {
            (shown, form) = (Row.Key, LookForm.Of(Row));
        }
    }

    private string? Invalid(string field) => refused?.Code == field ? "true" : null;

    private void Pick(ChangeEventArgs picked) => form.Colour = picked.Value?.ToString() ?? "";

    // What is refused is said at its field, and everything that was typed stays.
    private async Task SaveAsync()
    {
        (working, refused) = (true, null);
        try
        {
            await DressInbox.RunAsync(Me, Row.Key, form.Typed(), CancellationToken.None);
            Notices.Show(new Notice(L["Saved"]));
            shown = null;
            await Saved.InvokeAsync();
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
