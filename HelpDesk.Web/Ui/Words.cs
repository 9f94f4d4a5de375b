using System.Globalization;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Tickets;
using Microsoft.Extensions.Localization;

namespace HelpDesk.Web.Ui;

/// <summary>Words for values of the domain, in the reader's language.</summary>
internal static class Words
{
    // Minutes, hours and seconds are written alike in our languages.
    private static string Day => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "fr" ? "j" : "d";

    public static string Status(this IStringLocalizer L, StatusCategory category) => category switch
    {
        StatusCategory.New => L["New"],
        StatusCategory.Open => L["Open"],
        StatusCategory.Pending => L["Pending"],
        StatusCategory.OnHold => L["On hold"],
        StatusCategory.Solved => L["Solved"],
        StatusCategory.Closed => L["Closed"],
        _ => throw new ArgumentOutOfRangeException(nameof(category), category, "Unknown category."),
    };

    public static string Priority(this IStringLocalizer L, Priority priority) => priority switch
    {
        Domain.Tickets.Priority.Low => L["Low"],
        Domain.Tickets.Priority.Normal => L["Normal"],
        Domain.Tickets.Priority.High => L["High"],
        Domain.Tickets.Priority.Urgent => L["Urgent"],
        _ => throw new ArgumentOutOfRangeException(nameof(priority), priority, "Unknown priority."),
    };

    public static string Presence(this IStringLocalizer L, Presence presence) => presence switch
    {
        Domain.Agents.Presence.Online => L["Online"],
        Domain.Agents.Presence.Away => L["Away"],
        Domain.Agents.Presence.Offline => L["Offline"],
        _ => throw new ArgumentOutOfRangeException(nameof(presence), presence, "Unknown presence."),
    };

    public static string Delivery(this IStringLocalizer L, DeliveryState state) => state switch
    {
        DeliveryState.Queued => L["Waits"],
        DeliveryState.Sending => L["Leaving"],
        DeliveryState.Deferred => L["Tried again later"],
        DeliveryState.Sent => L["Sent"],
        DeliveryState.Delivered => L["Arrived"],
        DeliveryState.Read => L["Read by the customer"],
        DeliveryState.Bounced => L["Came back"],
        DeliveryState.Failed => L["Failed"],
        DeliveryState.Superseded => L["Read in the chat first"],
    };

    public static string Channel(Channel channel) => channel switch
    {
        Domain.Tickets.Channel.Email => "mail",
        Domain.Tickets.Channel.Api => "api",
        _ => "chat",
    };

    /// <summary>A visitor without a name is called by the kind.</summary>
    public static string Customer(this IStringLocalizer L, string displayName) => displayName.Length > 0 ? displayName : L["Visitor"];

    /// <summary>A length of time in two units at most: "2 h 10 min".</summary>
    public static string Span(TimeSpan? span) => span switch
    {
        null => "–",
        { TotalMinutes: < 1 } s => $"{(int)s.TotalSeconds} s",
        { TotalHours: < 1 } s => $"{s.Minutes} min",
        { TotalDays: < 1 } s => s.Minutes == 0 ? $"{s.Hours} h" : $"{s.Hours} h {s.Minutes} min",
        { } s => s.Hours == 0 ? $"{s.Days} {Day}" : $"{s.Days} {Day} {s.Hours} h",
    };

    public static string Number(int value) => value.ToString("N0", CultureInfo.CurrentCulture);

    /// <summary>Two-letter language as its own speakers write it.</summary>
    public static string Language(string code)
    {
        try
        {
            return CultureInfo.GetCultureInfo(code).NativeName is { Length: > 0 } name ? char.ToUpper(name[0], CultureInfo.CurrentCulture) + name[1..] : code;
        }
        catch (CultureNotFoundException)
        {
            return code;
        }
    }
}
