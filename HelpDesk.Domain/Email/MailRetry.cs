namespace HelpDesk.Domain.Email;

/// <summary>When a mail that could not leave is tried again, and for how long (RFC 5321 §4.5.4.1).</summary>
public static class MailRetry
{
    /// <summary>After so long of trying, agents are told that a mail is deferred: before, it is only slow.</summary>
    public static readonly TimeSpan TellAfter = TimeSpan.FromMinutes(15);

    /// <summary>After so long of trying it is given up.</summary>
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(5);

    private const double Spread = 0.2;

    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>
    /// The instant of the next attempt: a minute after the first failure, then twice as long each time up to an hour, ±20 %
    /// so that what failed together does not come back together. Null when the five days are over.
    /// </summary>
    /// <param name="attempts">How often it was tried, from 1.</param>
    /// <param name="firstTriedAt">When it was first tried.</param>
    /// <param name="chance">0..1, drawn anew each time.</param>
    /// <param name="now">The instant of the failure.</param>
    public static DateTimeOffset? NextAt(int attempts, DateTimeOffset firstTriedAt, double chance, DateTimeOffset now)
    {
        if (now - firstTriedAt >= GiveUpAfter)
        {
            return null;
        }

        var doublings = Math.Clamp(attempts - 1, 0, 6);
        var wait = Shortest * Math.Pow(2, doublings);
        var spread = (wait < Longest ? wait : Longest) * (1 - Spread + (2 * Spread * chance));
        return now + TimeSpan.FromMilliseconds(Math.Round(spread.TotalMilliseconds));
    }
}
