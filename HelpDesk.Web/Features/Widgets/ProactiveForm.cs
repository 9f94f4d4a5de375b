using System.Globalization;
using HelpDesk.Domain;
using HelpDesk.Domain.Chat;

namespace HelpDesk.Web.Features.Widgets;

/// <summary>One proactive message as it stands in the form.</summary>
internal sealed class ProactiveFields
{
    /// <summary>Empty for one that is new.</summary>
    public string Id { get; init; } = "";

    public string Text { get; set; } = "";

    public string From { get; set; } = "";

    public string Pages { get; set; } = "";

    public string After { get; set; } = "20";

    public string Scrolled { get; set; } = "0";

    public bool OnLeaving { get; set; }

    public ProactiveWhen When { get; set; } = ProactiveWhen.Online;

    public ProactiveCap Cap { get; set; } = ProactiveCap.Day;

    public static ProactiveFields Of(ProactiveMessage message) => new()
    {
        Id = message.Id,
        Text = message.Text,
        From = message.From ?? "",
        Pages = message.Pages ?? "",
        After = message.AfterSeconds.ToString(CultureInfo.InvariantCulture),
        Scrolled = message.ScrolledPercent.ToString(CultureInfo.InvariantCulture),
        OnLeaving = message.OnLeaving,
        When = message.When,
        Cap = message.Cap,
    };

    /// <param name="place">In the list, from 1: part of the code of a refusal.</param>
    /// <exception cref="RuleException">What should be a number is none.</exception>
    public ProactiveMessage Read(int place) => new(Id, Text)
    {
        From = From,
        Pages = Pages,
        AfterSeconds = Number(After, $"after-{place}"),
        ScrolledPercent = Number(Scrolled, $"scrolled-{place}"),
        OnLeaving = OnLeaving,
        When = When,
        Cap = Cap,
    };

    private static int Number(string typed, string field) =>
        string.IsNullOrWhiteSpace(typed) ? 0
        : int.TryParse(typed.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw new RuleException(field, "This takes a whole number, or nothing.");
}
