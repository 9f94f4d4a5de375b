namespace HelpDesk.Benchmarks;

/// <summary>Finds what is to be measured.</summary>
internal static class Programs
{
    private static readonly string Name = OperatingSystem.IsWindows() ? "helpdesk.exe" : "helpdesk";

    /// <summary>The published file of the checkout if there is one, else the newest release build.</summary>
    public static string Newest()
    {
        var root = Checkout();
        return Newest(Path.Combine(root, "dist"))
            ?? Newest(Path.Combine(root, "HelpDesk.Web", "bin", "Release"))
            ?? throw new FileNotFoundException("Publish it first (./publish.sh), or build it: dotnet build -c Release HelpDesk.Web");
    }

    private static string? Newest(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, Name, SearchOption.AllDirectories).MaxBy(File.GetLastWriteTimeUtc)
        : null;

    private static string Checkout()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "HelpDesk.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("Name the program to be measured.");
        }

        return folder.FullName;
    }
}
