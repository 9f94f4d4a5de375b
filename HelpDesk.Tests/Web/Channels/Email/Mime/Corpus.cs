namespace HelpDesk.Tests.Web.Channels.Email.Mime;

/// <summary>Real mails, where <c>MAIL_CORPUS</c> names their folder. They are no part of the project.</summary>
internal static class Corpus
{
    public static string? Folder => Environment.GetEnvironmentVariable("MAIL_CORPUS") is { Length: > 0 } folder ? folder : null;

    /// <summary>Paths of the mails that are whole; none where there is no corpus.</summary>
    public static IEnumerable<string> Whole() => Folder is null ? [] : File
        .ReadLines(Path.Combine(Folder, "MANIFEST.tsv"))
        .Skip(1)
        .Select(line => line.Split('\t'))
        .Where(columns => columns[9] == "yes")
        .Select(columns => PathOf(columns[0]));

    public static string PathOf(string name) => Path.Combine(Folder ?? "", "messages", name);

    public static string NameOf(string path) => Path.GetRelativePath(Path.Combine(Folder ?? "", "messages"), path);
}
