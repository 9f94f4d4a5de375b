using System.Text.Json.Serialization;

namespace HelpDesk.Domain.Work;

/// <summary>The edge of a page that the launcher stands at.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WidgetSide>))]
public enum WidgetSide
{
    Right,
    Left,
}

/// <summary>
/// What a chat offers its customers beside writing. What is not offered is neither shown nor taken. Files are offered by
/// <see cref="WidgetSettings.Files"/>.
/// </summary>
public sealed record WidgetOffers
{
    /// <summary>How was this chat? In the chat, and by mail.</summary>
    public bool Rating { get; init; } = true;

    /// <summary>The conversation by mail or as a file.</summary>
    public bool Transcript { get; init; } = true;

    /// <summary>The customer may end the chat themself.</summary>
    public bool Ending { get; init; } = true;

    /// <summary>The customer may leave an e-mail address for the answer, and go on there.</summary>
    public bool Email { get; init; } = true;

    /// <summary>The customer may ask for somebody now.</summary>
    public bool TalkNow { get; init; } = true;

    /// <summary>The customer may ask to be called back.</summary>
    public bool CallBack { get; init; } = true;
}
