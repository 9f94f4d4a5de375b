using HelpDesk.Migrations.Search;

namespace HelpDesk.Web.Data.Demo;

/// <summary>A customer to be.</summary>
/// <param name="Address">Null for somebody of whom only the browser is known.</param>
internal sealed record DemoPerson(string Language, string Name, string? Company, string? Domain, string City, string? Address)
{
    /// <summary>Everybody, in the order of the file. Addresses end in <c>.example</c>, which no mail ever reaches.</summary>
    public static IReadOnlyList<DemoPerson> Read() => [.. DemoStory.Resource("people.txt")
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select((line, index) => Parse(line.Split('|'), index))];

    public string FirstName => Name.Split(' ')[0];

    public string TimeZone => (Language, City) switch
    {
        (_, "Las Palmas") => "Atlantic/Canary",
        (_, "Dublin") => "Europe/Dublin",
        ("es", _) => "Europe/Madrid",
        ("fr", _) => "Europe/Paris",
        _ => "Europe/London",
    };

    private static DemoPerson Parse(string[] fields, int index)
    {
        var company = fields[2].Length > 0 ? fields[2] : null;
        var domain = fields[3].Length > 0 ? fields[3] : null;
        var host = domain ?? fields[0] switch { "es" => "correo.example", "fr" => "courriel.example", _ => "post.example" };
        var isVisitorOnly = company is null && index % 7 == 0;
        return new(fields[0], fields[1], company, domain, fields[4],
            isVisitorOnly ? null : $"{string.Join('.', SearchWords.Of(fields[1]))}@{host}");
    }
}
