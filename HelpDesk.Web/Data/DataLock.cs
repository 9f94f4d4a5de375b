namespace HelpDesk.Web.Data;

/// <summary>
/// Keeps a second server, <c>migrate</c> and <c>restore</c> out of a data folder. The operating system lets go of it when
/// the process ends, however it ends.
/// </summary>
internal sealed class DataLock : IDisposable
{
    private readonly FileStream file;

    private DataLock(FileStream file) => this.file = file;

    /// <exception cref="FolderInUse">Another process has it.</exception>
    public static DataLock Take(DataFolder folder)
    {
        try
        {
            return new DataLock(new FileStream(Path.Combine(folder.Root, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            throw new FolderInUse(folder.Root);
        }
    }

    public void Dispose() => file.Dispose();
}
