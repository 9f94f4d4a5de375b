namespace HelpDesk.Tests.Support;

/// <summary>The mails that left a world, as they stand in its <c>outgoing/</c>.</summary>
internal static class Mails
{
    public static IReadOnlyList<string> In(World world) => In(world.Data);

    public static IReadOnlyList<string> In(string data) =>
        [.. Directory.EnumerateFiles(Directory.CreateDirectory(Path.Combine(data, "outgoing")).FullName, "*.eml").Order(StringComparer.Ordinal).Select(File.ReadAllText)];
}
