namespace HelpDesk.Tests.Support;

/// <summary>The project's own files, for the tests that read them.</summary>
public static class Checkout
{
    public static string Root { get; } = FindRoot();

    public static string File(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(folder.FullName, "HelpDesk.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests run outside of the checkout.");
        }

        return folder.FullName;
    }
}
