namespace HelpDesk.Web.Cli;

/// <summary>Tells settings on the command line (<c>--Chat:EndAfter=00:10:00</c>), which go with every verb, from the verb's own words.</summary>
internal static class Arguments
{
    private static readonly string[] OfTheHost = ["environment", "contentRoot", "applicationName"];

    public static (string[] Settings, string[] Words) Split(string[] args)
    {
        var settings = new List<string>();
        var words = new List<string>();
        for (var i = 0; i < args.Length; i++)
        {
            if (!IsSetting(args[i]))
            {
                words.Add(args[i]);
                continue;
            }

            settings.Add(args[i]);
            if (!args[i].Contains('=', StringComparison.Ordinal) && i + 1 < args.Length)
            {
                settings.Add(args[++i]);
            }
        }

        return ([.. settings], [.. words]);
    }

    // Settings and their sections begin with a capital, the options of verbs do not.
    private static bool IsSetting(string arg) =>
        arg.StartsWith("--", StringComparison.Ordinal) && arg.Length > 2
        && (char.IsAsciiLetterUpper(arg[2]) || OfTheHost.Contains(arg[2..].Split('=')[0], StringComparer.OrdinalIgnoreCase));
}
