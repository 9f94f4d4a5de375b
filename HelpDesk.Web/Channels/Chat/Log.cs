namespace HelpDesk.Web.Channels.Chat;

internal static partial class Log
{
    [LoggerMessage(EventId = 3101, Level = LogLevel.Warning, Message = "Whether a visitor is there could not be stored; it is tried again when they come or go")]
    public static partial void LogPresenceLost(this ILogger logger, Exception failure);

    [LoggerMessage(EventId = 3102, Level = LogLevel.Information, Message = "{Chats} chats were open when the server stopped; their customers count as away until they are back")]
    public static partial void LogChatsFound(this ILogger logger, int chats);

    [LoggerMessage(EventId = 3103, Level = LogLevel.Information, Message = "A signed identity was refused in the inbox {Inbox}: {Code}")]
    public static partial void LogIdentityRefused(this ILogger logger, string inbox, string code);
}
