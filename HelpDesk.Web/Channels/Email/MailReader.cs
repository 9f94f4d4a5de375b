using HelpDesk.Domain.Events;
using HelpDesk.Web.Live;

namespace HelpDesk.Web.Channels.Email;

/// <summary>Reads mail as soon as it is stored, by this process or by another.</summary>
internal sealed partial class MailReader(MailTaking reading, Feed feed, ILogger<MailReader> log) : BackgroundService
{
    /// <summary>For what no event tells of: a mail whose rest is over, or whose worker died.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim news = new(0, 1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var listening = feed.Listen(happened => Wake(happened.Type));
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await reading.RunOnceAsync(stoppingToken))
                {
                    // There may be more.
                }
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(log, failure);
            }

            await ((Task)news.WaitAsync(Look, stoppingToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Wake(EventType type)
    {
        // Handlers never run at the same time as each other's announcer, and one reminder is as good as many.
        if (type is EventType.MailArrived or EventType.MailChanged && news.CurrentCount == 0)
        {
            news.Release();
        }
    }

    public override void Dispose()
    {
        news.Dispose();
        base.Dispose();
    }

    [LoggerMessage(4201, LogLevel.Error, "Could not look for stored mail; trying again")]
    private static partial void LogFailed(ILogger log, Exception failure);
}
