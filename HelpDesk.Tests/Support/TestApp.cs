using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace HelpDesk.Tests.Support;

/// <summary>
/// The whole program in this process, on a real port of this machine and with a data folder of its own. Settings are given
/// as on the command line: <c>new TestApp { Settings = { ["Chat:EndAfter"] = "00:00:02" } }</c>.
/// </summary>
public sealed class TestApp : WebApplicationFactory<Program>
{
    private readonly TempFolder? ownFolder;

    public TestApp()
        : this(null, null)
    {
    }

    /// <param name="data">A data folder that outlives the program, for what a restart must keep.</param>
    /// <param name="port">A fixed port, for a restart at the same address.</param>
    public TestApp(string? data, int? port)
    {
        ownFolder = data is null ? new TempFolder() : null;
        Data = data ?? ownFolder!.Path;
        if (ownFolder is not null)
        {
            // A program on an empty folder makes the same database, but takes a second.
            Databases.WriteSqlite(Path.Combine(Data, "helpdesk.db"));
        }

        Port = port ?? Ports.Free();
        UseKestrel(Port);
    }

    public string Data { get; }

    public int Port { get; }

    public string Url => $"http://127.0.0.1:{Port}";

    public Dictionary<string, string> Settings { get; } = new(StringComparer.Ordinal);

    /// <summary>Replaces services: a fake clock, a fake mail server.</summary>
    public Action<IServiceCollection>? Replace { get; init; }

    public TestApp Start()
    {
        StartServer();
        return this;
    }

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("data", Data);
        foreach (var (key, value) in Settings)
        {
            builder.UseSetting(key, value);
        }

        if (Replace is not null)
        {
            builder.ConfigureTestServices(Replace);
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        ownFolder?.Dispose();
    }
}
