using System.Globalization;
using HelpDesk.Web.Features.Conversation;
using HelpDesk.Web.Features.TicketList;
using Microsoft.AspNetCore.Components;

namespace HelpDesk.Web.Features;

/// <summary>Where an agent lives all day. What is on screen stands in the address.</summary>
public sealed partial class Workspace
{
    private const string PeekPrefix = "ticket-";

    private ErrorBoundaryBase? boundary;
    private TicketHead? ticket;
    private string? trying;

    [Parameter]
    public string? View { get; set; }

    [Parameter]
    public long? Number { get; set; }

    [SupplyParameterFromQuery(Name = "panel")]
    public string? Panel { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Search { get; set; }

    [SupplyParameterFromQuery(Name = "waiting")]
    public bool OnlyWaiting { get; set; }

    /// <summary>Key of a chat that its administrator tries beside the tickets.</summary>
    [SupplyParameterFromQuery(Name = "try")]
    public string? Try { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter(Name = "WorkspaceName")]
    public string WorkspaceName { get; set; } = "";

    private string Key => TicketView.Of(View).Key;

    private long? Peek => Panel?.StartsWith(PeekPrefix, StringComparison.Ordinal) == true
        && long.TryParse(Panel.AsSpan(PeekPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    protected override void OnParametersSet()
    {
        Search = string.IsNullOrWhiteSpace(Search) ? null : Search.Trim();
        boundary?.Recover();

        // It stays while one goes from ticket to ticket. Part of an address: a slug and nothing else.
        if (Try is { Length: > 0 and <= 60 } key && key.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
        {
            trying = key;
        }
    }

    private void EndTrial()
    {
        trying = null;
        Navigation.NavigateTo(Number is null ? $"/tickets/{Key}" : $"/tickets/{Key}/{Number}");
    }

    private void TakeHead(TicketHead? head)
    {
        if (ticket?.Id != head?.Id || ticket?.Subject != head?.Subject || ticket?.CustomerId != head?.CustomerId)
        {
            ticket = head;
            StateHasChanged();
        }
    }
}
