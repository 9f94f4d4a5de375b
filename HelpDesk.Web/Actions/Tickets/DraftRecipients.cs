using System.Text.Json;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Email;

namespace HelpDesk.Web.Actions.Tickets;

/// <summary>The recipients of a draft as they are kept. Nothing is refused here: only what could be sent is kept.</summary>
internal static class DraftRecipients
{
    /// <summary>Null for those who are on the ticket anyway.</summary>
    public static string? Write(NamedRecipients? named) => named is null
        ? null
        : JsonSerializer.Serialize(new NamedRecipients(Kept(named.To), Kept(named.Cc), Kept(named.Bcc)));

    public static NamedRecipients? Read(string? kept) => kept is null ? null : JsonSerializer.Deserialize<NamedRecipients>(kept);

    private static List<string> Kept(IReadOnlyList<string> typed) =>
        [.. typed.Select(text => EmailAddress.TryNormalise(text, out var address) ? address : null).OfType<string>().Take(Audience.Most)];
}
