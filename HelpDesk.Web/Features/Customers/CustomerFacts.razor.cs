using HelpDesk.Domain.Agents;
using HelpDesk.Web.Actions.Customers;
using HelpDesk.Web.Ui;
using Microsoft.AspNetCore.Components;

namespace HelpDesk.Web.Features.Customers;

/// <summary>Who a customer is; each value is changed where it stands.</summary>
public sealed partial class CustomerFacts
{
    private string newName = "";
    private string newValue = "";

    [CascadingParameter]
    public required Actor Me { get; set; }

    [Parameter, EditorRequired]
    public required CustomerRecord Record { get; set; }

    [Inject]
    private Describe DescribeAction { get; set; } = default!;

    [Inject]
    private SetAttribute SetAttribute { get; set; } = default!;

    [Inject]
    private Notices Notices { get; set; } = default!;

    private Task Describe(Description wanted)
    {
        var before = new Description(wanted.Name is null ? null : Record.Name, wanted.Language is null ? null : Record.Language, wanted.Company is null ? null : Record.Company ?? "");
        var id = Record.Id;
        return Notices.RunAsync(
            () => DescribeAction.RunAsync(Me, id, wanted, CancellationToken.None),
            L["The record was changed"],
            () => DescribeAction.RunAsync(Me, id, before, CancellationToken.None));
    }

    private Task SetAsync(string name, string value)
    {
        var (id, before) = (Record.Id, Record.Attributes.GetValueOrDefault(name) ?? "");
        return Notices.RunAsync(
            () => SetAttribute.RunAsync(Me, id, name, value, CancellationToken.None),
            L["The record was changed"],
            () => SetAttribute.RunAsync(Me, id, name, before, CancellationToken.None));
    }

    private async Task AddFieldAsync()
    {
        await SetAsync(newName, newValue);
        (newName, newValue) = ("", "");
    }
}
