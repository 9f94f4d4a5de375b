using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
using HelpDesk.Web.Actions;
using HelpDesk.Web.Actions.Inboxes;
using HelpDesk.Web.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace HelpDesk.Web.Features.Widgets;

/// <summary>Edits what a chat asks before the first message.</summary>
public sealed partial class PreChatSection
{
    private AskForm form = new();
    private RuleException? refused;
    private string kind = AskedField.CustomersName;
    private string? focus;
    private bool working;

    [Parameter, EditorRequired]
    public required WidgetRow Row { get; set; }

    [CascadingParameter]
    public required Actor Me { get; set; }

    [Inject]
    internal AskBefore AskBefore { get; set; } = null!;

    [Inject]
    internal Notices Notices { get; set; } = null!;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    // What is being typed stays when another part of the page is saved.
    protected override void OnInitialized() => form = AskForm.Of(Row.Look.PreChat);

    // Once it is on screen.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (focus is { } wanted)
        {
            focus = null;
            await Script.InvokeVoidAsync("helpdeskFocus", wanted);
        }
    }

    private void Add()
    {
        form.Add(kind);
        kind = nameof(HelpDesk.Domain.Tickets.FormFieldType.Text);
        focus = $"question-{form.Fields.Count - 1}-label";
    }

    private void Removed() => focus = "form";

    // What is refused is said at its field, and everything that was typed stays.
    private async Task SaveAsync()
    {
        (working, refused) = (true, null);
        try
        {
            var asked = form.Read();
            await AskBefore.RunAsync(Me, Row.Key, asked, CancellationToken.None);
            form = AskForm.Of(asked);
            Notices.Show(new Notice(L["Saved"]));
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
