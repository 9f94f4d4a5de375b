using HelpDesk.Domain.Events;
using HelpDesk.Migrations;
using HelpDesk.Web.Data;
using HelpDesk.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Channels.Email.Imap;

/// <summary>Keeps one loop running for each folder of each mailbox, and starts and ends them when the settings change.</summary>
internal sealed partial class MailboxKeeper(
    IDbContextFactory<HelpDeskDb> factory, Feed feed, IMailFetcher fetcher, MailSecrets secrets, FolderBook book, MessageFetch fetch, MailboxHealth health, TimeProvider clock, ILoggerFactory logs)
    : BackgroundService
{
    /// <summary>The server is given this long to say good-bye to every mailbox.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(8);

    /// <summary>For changes that could not be looked at when they were announced.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);

    private readonly Dictionary<MailboxPlan, Running> running = [];
    private readonly SemaphoreSlim news = new(0);
    private readonly ILogger log = logs.CreateLogger<MailboxKeeper>();

    public override void Dispose()
    {
        news.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var listening = feed.Listen(Hear);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(log, failure);
            }

            await ((Task)news.WaitAsync(Look, stoppingToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await EndAsync([.. running.Keys]);
    }

    private void Hear(LiveEvent happened)
    {
        if (happened.Type is EventType.MailboxChanged)
        {
            news.Release();
        }
    }

    // A mailbox whose settings are the same goes on undisturbed: it tells of its own troubles by the same event.
    private async Task FollowAsync(CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var accounts = await db.MailAccounts.AsNoTracking().ToListAsync(ct);
        var wanted = accounts.SelectMany(MailboxPlan.Of).ToHashSet();
        await EndAsync([.. running.Keys.Except(wanted)]);
        foreach (var plan in wanted.Except(running.Keys).ToList())
        {
            running[plan] = Begin(plan, ct);
        }
    }

    private Running Begin(MailboxPlan plan, CancellationToken ct)
    {
        var round = new MailboxRound(plan, book, fetch, clock);
        var loop = new MailboxLoop(plan, round, fetcher, secrets, health, clock, logs.CreateLogger<MailboxLoop>());
        var enough = CancellationTokenSource.CreateLinkedTokenSource(ct);
        return new Running(Task.Run(() => loop.RunAsync(enough.Token), CancellationToken.None), enough);
    }

    private async Task EndAsync(IReadOnlyList<MailboxPlan> plans)
    {
        foreach (var plan in plans)
        {
            await running[plan].Enough.CancelAsync();
        }

        await Task.WhenAny(Task.WhenAll(plans.Select(plan => running[plan].Loop)), Task.Delay(Farewell, clock));
        foreach (var plan in plans)
        {
            running[plan].Enough.Dispose();
            running.Remove(plan);
            health.Forget(plan);
        }
    }

    [LoggerMessage(4302, LogLevel.Error, "Could not look for changed mailboxes; trying again")]
    private static partial void LogFailed(ILogger log, Exception failure);

    private sealed record Running(Task Loop, CancellationTokenSource Enough);
}
