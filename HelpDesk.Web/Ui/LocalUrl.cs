namespace HelpDesk.Web.Ui;

/// <summary>Where to go after signing in: never out of this site (security case A101).</summary>
internal static class LocalUrl
{
    /// <returns>The address when it is a path of this site; else the start page.</returns>
    public static string Or(string? url) =>
        url is ['/', ..] and not ['/', '/' or '\\', ..] && !url.Any(char.IsControl) && !url.Contains('\\', StringComparison.Ordinal) ? url : "/";
}
