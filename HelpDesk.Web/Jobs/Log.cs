namespace HelpDesk.Web.Jobs;

internal sealed partial class Sweeper
{
    [LoggerMessage(3101, LogLevel.Error, "Could not look for due rows; trying again")]
    private static partial void LogSweepFailed(ILogger log, Exception failure);

    [LoggerMessage(3102, LogLevel.Warning, "Timer {DeadlineId} failed at attempt {Attempt} and will be retried")]
    private static partial void LogDeadlineFailed(ILogger log, long deadlineId, int attempt, Exception failure);

    [LoggerMessage(3103, LogLevel.Error, "The outcome of mail {MessageId} could not be written; it is taken over when its lease ends")]
    private static partial void LogMailFailed(ILogger log, string messageId, Exception failure);
}
