using HelpDesk.Web.Settings;
using Microsoft.Extensions.Options;

namespace HelpDesk.Web.Outbox;

/// <summary>The address that our mail comes from.</summary>
internal sealed class MailAddresses(IOptionsMonitor<OutgoingMailOptions> options, PublicAddress address)
{
    public string From => options.CurrentValue.From is { Length: > 0 } from ? from : $"helpdesk@{new Uri(address.Root).Host}";

    public string Domain => From[(From.LastIndexOf('@') + 1)..];
}
