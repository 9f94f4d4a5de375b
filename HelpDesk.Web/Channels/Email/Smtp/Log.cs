namespace HelpDesk.Web.Channels.Email.Smtp;

internal sealed partial class SmtpSender
{
    [LoggerMessage(5101, LogLevel.Error, "Mail cannot leave by {Host} until somebody changes something: {Problem}")]
    private static partial void LogSetup(ILogger log, string host, string problem);
}
