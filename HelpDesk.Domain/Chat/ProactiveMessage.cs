using System.Text.Json.Serialization;

namespace HelpDesk.Domain.Chat;

/// <summary>Who must be there for a proactive message to be shown.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProactiveWhen>))]
public enum ProactiveWhen
{
    Always,

    /// <summary>Within business hours, whoever is there.</summary>
    Open,

    /// <summary>Within business hours, and somebody can take the chat now.</summary>
    Online,
}

/// <summary>How often one visitor may be shown the same message.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProactiveCap>))]
public enum ProactiveCap
{
    /// <summary>Once as long as the tab is open.</summary>
    Visit,
    Day,
    Ever,
}

/// <summary>
/// What a chat says of itself before anybody opened it: a line beside the launcher, shown when all of its conditions hold.
/// </summary>
/// <param name="Id">Stable, so that browsers know what they have shown.</param>
/// <param name="Text">One line.</param>
public sealed record ProactiveMessage(string Id, string Text)
{
    /// <summary>The name it is said in; null for the chat's own.</summary>
    public string? From { get; init; }

    /// <summary>Addresses of pages: with <c>*</c> the whole address, without it a part of it; null is every page.</summary>
    public string? Pages { get; init; }

    /// <summary>Seconds on the page.</summary>
    public int AfterSeconds { get; init; }

    /// <summary>How far down the page was read, 0 to 100; 0 asks for nothing.</summary>
    public int ScrolledPercent { get; init; }

    /// <summary>Waits until the pointer leaves the page by its top, as if to go.</summary>
    public bool OnLeaving { get; init; }

    public ProactiveWhen When { get; init; }

    public ProactiveCap Cap { get; init; }
}
