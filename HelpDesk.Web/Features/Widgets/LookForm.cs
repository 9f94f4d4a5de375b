using HelpDesk.Domain.Work;
using HelpDesk.Web.Actions.Inboxes;
using HelpDesk.Web.Ui.Texts;

namespace HelpDesk.Web.Features.Widgets;

/// <summary>How a chat looks and what it offers, as it stands in the form.</summary>
public sealed class LookForm
{
    public string Title { get; set; } = "";

    public string Colour { get; set; } = "";

    public string Greeting { get; set; } = "";

    public string Launcher { get; set; } = "";

    public WidgetSide Position { get; set; }

    /// <summary>One a line.</summary>
    public string Origins { get; set; } = "";

    public ICollection<string> Languages { get; private set; } = [];

    /// <summary>For visitors who speak none of them.</summary>
    public string Fallback { get; set; } = "en";

    public bool Files { get; set; }

    public bool Email { get; set; }

    public bool Ending { get; set; }

    public bool TalkNow { get; set; }

    public bool CallBack { get; set; }

    public bool OnContactPage { get; set; }

    public bool Rating { get; set; }

    public bool Transcript { get; set; }

    /// <summary><c>#rrggbb</c>; null while none is chosen.</summary>
    public string? Shade => BrandColour.TryRead(Colour, out var read) ? read : null;

    internal static LookForm Of(WidgetRow row)
    {
        var (look, offers) = (row.Look, row.Look.Offers);
        return new LookForm
        {
            Title = look.Title ?? "",
            Colour = look.Colour ?? "",
            Greeting = look.Greeting ?? "",
            Launcher = look.Launcher ?? "",
            Position = look.Position,
            Origins = string.Join('\n', look.AllowedOrigins),
            Languages = [.. look.Languages.Count > 0 ? look.Languages : Texts.Languages],
            Fallback = look.Languages.Count > 0 ? look.Languages[0] : row.Language,
            Files = look.Files,
            OnContactPage = look.OnContactPage,
            Email = offers.Email,
            Ending = offers.Ending,
            TalkNow = offers.TalkNow,
            CallBack = offers.CallBack,
            Rating = offers.Rating,
            Transcript = offers.Transcript,
        };
    }

    public void Speak(string language, bool wanted)
    {
        Languages = [.. Texts.Languages.Where(one => one == language ? wanted : Languages.Contains(one))];
        Fallback = Languages.Contains(Fallback) ? Fallback : Languages.FirstOrDefault() ?? Fallback;
    }

    internal InboxLook Typed() => new(Title, Colour, Greeting, Files, Origins)
    {
        Position = Position,
        Launcher = Launcher,
        Languages = [.. Languages],
        Fallback = Fallback,
        OnContactPage = OnContactPage,
        Offers = new WidgetOffers { Email = Email, Ending = Ending, TalkNow = TalkNow, CallBack = CallBack, Rating = Rating, Transcript = Transcript },
    };
}
