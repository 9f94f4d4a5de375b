using System.Globalization;
using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Work;
using HelpDesk.Web.Actions;
using HelpDesk.Web.Actions.Inboxes;
using HelpDesk.Web.Ui;
using Microsoft.AspNetCore.Components;

namespace HelpDesk.Web.Features.Widgets;

/// <summary>One chat: how it looks, beside what customers will see, and how it comes onto a site.</summary>
public sealed partial class WidgetPage : IDisposable
{
    /// <summary>The product's own, where no colour is chosen.</summary>
    private const string Accent = "#3b52c4";

    private readonly CancellationTokenSource gone = new();
    private WidgetRow? row;
    private RuleException? refused;
    private string title = "";
    private string colour = "";
    private string greeting = "";
    private string origins = "";
    private bool files;
    private bool missing;
    private bool working;

    /// <summary>The inbox's key.</summary>
    [Parameter]
    public string Key { get; set; } = "";

    [CascadingParameter]
    public required Actor Me { get; set; }

    [Inject]
    internal WidgetsQuery Query { get; set; } = null!;

    [Inject]
    internal DressInbox DressInbox { get; set; } = null!;

    [Inject]
    internal Notices Notices { get; set; } = null!;

    private string TitleShown => title.Trim() is { Length: > 0 } own ? own : row!.Workspace;

    private string? Colour => BrandColour.TryRead(colour, out var read) ? read : null;

    private string ContrastShown => Colour is { } chosen
        ? L[BrandColour.InkOn(chosen) == "#000000" ? "Text on it is black and stands out {0} : 1." : "Text on it is white and stands out {0} : 1.", BrandColour.Contrast(chosen).ToString("0.0", CultureInfo.CurrentCulture)]
        : L["Empty keeps ours. Text on it turns black or white by itself."];

    private string OriginsHint => string.IsNullOrWhiteSpace(origins)
        ? L["One a line. Empty: every site may embed this chat, also one that is not yours."]
        : L["One a line. Other sites are refused."];

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        Me.Require(Permission.Administer);
        (row, refused) = (await Query.FindAsync(Key, gone.Token), null);
        missing = row is null;
        if (row?.Look is { } look)
        {
            (title, colour, greeting, files, origins) = (look.Title ?? "", look.Colour ?? "", look.Greeting ?? "", look.Files, string.Join('\n', look.AllowedOrigins));
        }
    }

    private string? Invalid(string field) => refused?.Code == field ? "true" : null;

    private void Pick(ChangeEventArgs picked) => colour = picked.Value?.ToString() ?? "";

    // What is refused is said at its field, and everything that was typed stays.
    private async Task SaveAsync()
    {
        (working, refused) = (true, null);
        try
        {
            await DressInbox.RunAsync(Me, Key, new InboxLook(title, colour, greeting, files, origins), CancellationToken.None);
            Notices.Show(new Notice(L["Saved"]));
            await OnParametersSetAsync();
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
