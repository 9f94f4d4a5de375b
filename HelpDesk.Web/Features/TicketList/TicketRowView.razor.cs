using HelpDesk.Web.Ui;
using Microsoft.AspNetCore.Components;

namespace HelpDesk.Web.Features.TicketList;

public sealed partial class TicketRowView
{
    private RowSlot? heard;
    private (TicketRow? Row, bool IsSelected, string Href) painted;

    [Parameter, EditorRequired]
    public required RowSlot Slot { get; set; }

    [Parameter, EditorRequired]
    public required string Href { get; set; }

    [Parameter]
    public bool IsSelected { get; set; }

    private TicketRow Row => heard!.Row;

    private string Name => L.Customer(Row.Customer);

    public void Dispose()
    {
        if (heard is not null)
        {
            heard.Changed -= Repaint;
        }
    }

    protected override void OnParametersSet()
    {
        if (!ReferenceEquals(heard, Slot))
        {
            Dispose();
            heard = Slot;
            heard.Changed += Repaint;
        }
    }

    // A list of two hundred rows repaints one.
    protected override bool ShouldRender() => painted != (Row, IsSelected, Href);

    protected override void OnAfterRender(bool firstRender) => painted = (Row, IsSelected, Href);

    private void Repaint() => _ = InvokeAsync(StateHasChanged);
}
