namespace HelpDesk.Tests.Support;

/// <summary>An empty folder that is gone after the test.</summary>
public sealed class TempFolder : IDisposable, IAsyncDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("helpdesk-test-").FullName;

    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
