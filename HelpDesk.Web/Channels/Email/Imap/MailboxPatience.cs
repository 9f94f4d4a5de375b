namespace HelpDesk.Web.Channels.Email.Imap;

/// <summary>How long a mailbox rests after a failure: longer each time, and never in step with others.</summary>
internal static class MailboxPatience
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);

    /// <summary>Where a person must change something, and where trying again may lock the account.</summary>
    private static readonly TimeSpan FirstForPeople = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>What fails on our own side (a full disk, the database) is back sooner than a server.</summary>
    private static readonly TimeSpan LongestOfOurs = TimeSpan.FromSeconds(20);

    /// <param name="failure">What happened.</param>
    /// <param name="failures">In a row, from 1.</param>
    /// <param name="chance">0 to 1.</param>
    public static TimeSpan After(Exception failure, int failures, double chance)
    {
        var remedy = (failure as ImapException)?.Remedy;
        var first = remedy == ImapRemedy.TellAdministrator ? FirstForPeople : First;
        var longest = remedy is null ? LongestOfOurs : Longest;
        var rest = first * Math.Pow(2, Math.Min(failures - 1, 10));
        return (rest < longest ? rest : longest) * (0.8 + (0.4 * chance));
    }
}
