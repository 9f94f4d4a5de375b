using System.Globalization;

namespace HelpDesk.Web.Channels.Email.Imap;

/// <summary>Days and instants as IMAP writes them.</summary>
internal static class ImapDates
{
    /// <summary><c>2-Mar-2026</c>, for a search.</summary>
    public static string Day(DateOnly day) => day.ToString("d-MMM-yyyy", CultureInfo.InvariantCulture);

    /// <summary>Reads <c> 2-Mar-2026 10:00:00 +0100</c>; null when it is something else.</summary>
    public static DateTimeOffset? Read(string? text) =>
        DateTimeOffset.TryParseExact(text?.Trim(), "d-MMM-yyyy HH:mm:ss zzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
            ? instant.ToUniversalTime()
            : null;
}
