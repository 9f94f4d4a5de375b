namespace HelpDesk.Web.Data;

/// <summary>The one folder that is the whole installation: database, keys, files, mail, backups.</summary>
internal sealed class DataFolder
{
    private DataFolder(string root) => Root = root;

    public string Root { get; }

    public string Database => Path.Combine(Root, "helpdesk.db");

    public string Keys => Folder("keys");

    public string Attachments => Folder("attachments");

    public string Mail => Folder("mail");

    /// <summary>Where the raw mail of this content lies.</summary>
    public string PathOfMail(string hash) => Path.Combine(Mail, hash[..2], hash);

    public string Outgoing => Folder("outgoing");

    public string Backups => Folder("backups");

    public string Tmp => Folder("tmp");

    public string Settings => Path.Combine(Root, "appsettings.json");

    /// <summary>Takes the first that applies of the contract's order and makes the folder.</summary>
    /// <param name="asked">The value of <c>--data</c>; null when not given.</param>
    public static DataFolder Open(string? asked)
    {
        var root = asked
            ?? Environment.GetEnvironmentVariable("HELPDESK_DATA")
            ?? Environment.GetEnvironmentVariable("STATE_DIRECTORY")?.Split(':')[0]
            ?? InCheckout()
            ?? BesideFile()
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "helpdesk");
        return new DataFolder(Directory.CreateDirectory(Path.GetFullPath(root)).FullName);
    }

    // dotnet run starts the program from below the folder that holds the solution.
    private static string? InCheckout()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "HelpDesk.sln")))
            {
                return Path.Combine(folder.FullName, "data");
            }
        }

        return null;
    }

    private static string? BesideFile()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "data");
        try
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, $".probe-{Environment.ProcessId}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return folder;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private string Folder(string name) => Directory.CreateDirectory(Path.Combine(Root, name)).FullName;
}
