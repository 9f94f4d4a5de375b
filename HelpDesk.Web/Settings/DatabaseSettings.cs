using HelpDesk.Domain.Events;
using HelpDesk.Domain.Work;
using HelpDesk.Migrations;
using HelpDesk.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Settings;

/// <summary>
/// The layer of configuration that people change on screen: above the files, below the environment and the command line.
/// </summary>
internal sealed class DatabaseSettings : ConfigurationProvider, IConfigurationSource
{
    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    /// <summary>Takes the workspace's rows and tells everybody who reads options.</summary>
    public void Take(IEnumerable<Setting> rows)
    {
        Data = rows.ToDictionary(row => row.Key, string? (row) => row.Value, StringComparer.OrdinalIgnoreCase);
        OnReload();
    }
}

/// <summary>Keeps the settings of workspace and inboxes at hand and reloads them when they change.</summary>
internal sealed class SettingsCache : IHostedService, IDisposable
{
    private readonly IDbContextFactory<HelpDeskDb> factory;
    private readonly DatabaseSettings layer;
    private readonly Feed feed;
    private IDisposable? listening;
    private Dictionary<(long, string), string> byInbox = [];

    public SettingsCache(IDbContextFactory<HelpDeskDb> factory, DatabaseSettings layer, Feed feed)
    {
        this.factory = factory;
        this.layer = layer;
        this.feed = feed;
    }

    /// <summary>What an inbox says of its own; null when it inherits.</summary>
    public string? Of(long inboxId, string key) => byInbox.GetValueOrDefault((inboxId, key));

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await ReloadAsync(cancellationToken);
        listening = feed.Listen(happened =>
        {
            if (happened.Type == EventType.SettingsChanged)
            {
                _ = ReloadAsync(CancellationToken.None);
            }
        });
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => listening?.Dispose();

    public async Task ReloadAsync(CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var rows = await db.Settings.AsNoTracking().ToListAsync(ct);
        byInbox = rows.Where(row => row.InboxId is not null).ToDictionary(row => (row.InboxId!.Value, row.Key), row => row.Value);
        layer.Take(rows.Where(row => row.InboxId is null));
    }
}
