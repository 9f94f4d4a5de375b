using HelpDesk.Domain.Agents;
using HelpDesk.Web.Actions.Customers;
using HelpDesk.Web.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace HelpDesk.Web.Features.Customers;

/// <summary>Finds the other record of the same person, shows what the two will be as one, and merges them.</summary>
public sealed partial class MergeDialog : IDisposable
{
    /// <summary>Of the dialog, for the button that opens it.</summary>
    public const string Id = "merge-dialog";

    private const int Shown = 8;

    private static readonly TimeSpan Typing = TimeSpan.FromMilliseconds(150);

    private CancellationTokenSource looking = new();
    private IReadOnlyList<CustomerRow> found = [];
    private string typed = "";
    private CustomerRecord? other;
    private (int Tickets, int Notes) here;
    private (int Tickets, int Notes) there;
    private ElementReference first;
    private bool staysHere;
    private bool working;
    private bool chosen;

    [CascadingParameter]
    public required Actor Me { get; set; }

    [Parameter, EditorRequired]
    public required CustomerRecord Record { get; set; }

    [Inject]
    private CustomerListQuery List { get; set; } = default!;

    [Inject]
    private CustomerQuery Query { get; set; } = default!;

    [Inject]
    private Merge Merge { get; set; } = default!;

    [Inject]
    private UndoMerge UndoMerge { get; set; } = default!;

    [Inject]
    private Notices Notices { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private IJSRuntime Script { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    private CustomerRecord Survivor => staysHere ? Record : other!;

    private CustomerRecord Gone => staysHere ? other! : Record;

    private (int Tickets, int Notes) Moving => staysHere ? there : here;

    private string Said => (typed.Length, found.Count) switch
    {
        (0, 0) => L["Nobody with the same address or name is known: search for them."],
        (0, _) => L["Perhaps the same person: the same address or name."],
        (_, 0) => L["Nobody was found for “{0}”.", typed],
        (_, 1) => L["1 record was found."],
        (_, var count) => L["{0} records were found.", count],
    };

    /// <summary>Begins anew, with those who may be the same person.</summary>
    public async Task BeginAsync()
    {
        (other, typed) = (null, "");
        found = await List.AlikeAsync(Record.Id, looking.Token);
        StateHasChanged();
    }

    public void Dispose()
    {
        looking.Cancel();
        looking.Dispose();
    }

    // They may have become one meanwhile, here or by somebody else.
    protected override void OnParametersSet() => other = other?.Id == Record.Id || Record.MergedInto is not null ? null : other;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (other is not null && !chosen)
        {
            await first.FocusAsync();
        }

        chosen = other is not null;
    }

    // Only what was typed last is looked for.
    private async Task SearchAsync(ChangeEventArgs change)
    {
        await looking.CancelAsync();
        looking.Dispose();
        looking = new CancellationTokenSource();
        var ct = looking.Token;
        try
        {
            await Task.Delay(Typing, Clock, ct);
            var text = change.Value?.ToString()?.Trim() ?? "";
            var rows = text.Length == 0 ? await List.AlikeAsync(Record.Id, ct) : await List.FindAsync(text, null, ct);
            (typed, found) = (text, [.. rows.Where(row => row.Id != Record.Id).Take(Shown)]);
        }
        catch (OperationCanceledException)
        {
            // More was typed, or the page was left.
        }
    }

    private async Task ChooseAsync(string publicId)
    {
        if (await Query.FindAsync(publicId, CancellationToken.None) is { MergedInto: null } record)
        {
            (here, there) = (await Query.CountAsync(Record.Id, CancellationToken.None), await Query.CountAsync(record.Id, CancellationToken.None));
            (other, staysHere) = (record, MergePreview.StaysFirst(Record, record));
        }
        else
        {
            await BeginAsync();
        }
    }

    private void Back() => other = null;

    private async Task MergeAsync()
    {
        working = true;
        var (gone, survivor) = (Gone.PublicId, Survivor.PublicId);
        long merge = 0;
        await Notices.RunAsync(
            async () =>
            {
                merge = await Merge.RunAsync(Me, gone, survivor, CancellationToken.None);
                return true;
            },
            L["The two records are one"],
            () => UndoMerge.RunAsync(Me, merge, CancellationToken.None));
        working = false;
        await Script.InvokeVoidAsync("helpdeskShut", Id);
        if (merge > 0)
        {
            Navigation.NavigateTo($"/customers/{survivor}", replace: true);
        }
    }
}
