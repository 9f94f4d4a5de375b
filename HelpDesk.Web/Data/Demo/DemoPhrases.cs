using System.Globalization;
using System.Text.RegularExpressions;

namespace HelpDesk.Web.Data.Demo;

/// <summary>Fills one story in: the same order, product and day throughout, one of the alternatives each time.</summary>
internal sealed partial class DemoPhrases
{
    private static readonly string[] Products = ["Nube", "Faro", "Grulla", "Campana"];

    private static readonly Dictionary<string, string[]> Days = new(StringComparer.Ordinal)
    {
        ["en"] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"],
        ["es"] = ["lunes", "martes", "miércoles", "jueves", "viernes"],
        ["fr"] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi"],
    };

    private readonly Random random;
    private readonly Dictionary<string, string> values;

    public DemoPhrases(Random random, DemoPerson person, DateTimeOffset at)
    {
        this.random = random;
        values = new(StringComparer.Ordinal)
        {
            ["name"] = person.FirstName,
            ["company"] = person.Company ?? "",
            ["city"] = person.City,
            ["product"] = Product(person.Language, Products[random.Next(Products.Length)]),
            ["order"] = Text($"LB-{random.Next(30_000, 70_000)}"),
            ["number"] = Text($"{random.Next(12, 97)}"),
            ["amount"] = Text($"{random.Next(39, 190)}") + (person.Language == "en" ? ".00" : ",00"),
            ["tracking"] = Text($"TR{random.NextInt64(1_000_000_000, 9_999_999_999)}"),
            ["day"] = Days[person.Language][Math.Max(0, (int)at.AddDays(3).DayOfWeek - 1) % 5],
        };
    }

    /// <summary>The text as this agent and this customer would say it.</summary>
    public string Fill(string text, string agent) => Slot().Replace(
        Choice().Replace(text, match => Pick(match.Groups[1].Value.Split('|'))),
        match => match.Groups[1].Value == "agent" ? agent : values[match.Groups[1].Value]);

    private string Pick(string[] options) => options[random.Next(options.Length)];

    private static string Product(string language, string name) => (language, name) switch
    {
        ("en", "Campana") => "Campana pendant",
        ("en", "Faro") => "Faro wall light",
        ("en", "Grulla") => "Grulla desk lamp",
        ("en", _) => $"{name} lamp",
        ("fr", "Campana") => "suspension Campana",
        ("fr", _) => $"lampe {name}",
        _ => $"lámpara {name}",
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\[([^\]]*)\]", RegexOptions.None, 1000)]
    private static partial Regex Choice();

    [GeneratedRegex(@"\{(\w+)\}", RegexOptions.None, 1000)]
    private static partial Regex Slot();
}
