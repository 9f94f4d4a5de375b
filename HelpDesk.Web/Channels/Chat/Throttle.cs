using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using HelpDesk.Web.Http;

namespace HelpDesk.Web.Channels.Chat;

/// <summary>
/// Counts what one sender does. Each key holds a single instant (the generic cell rate algorithm): so many at once, and
/// then one every so often. Instants are measured from the start and not read off the clock, which may be set back.
/// </summary>
internal sealed class Throttle(TimeProvider clock)
{
    private const int SweepAbove = 20_000;

    private readonly long start = clock.GetTimestamp();
    private readonly ConcurrentDictionary<string, long> nextFree = new(StringComparer.Ordinal);

    /// <summary>Takes one of <paramref name="perMinute"/>, of which all may come at once.</summary>
    /// <exception cref="ProblemException">That was too many (<c>rate</c>).</exception>
    public void Check(string key, int perMinute) => Check(key, TimeSpan.FromMinutes(1) / perMinute, TimeSpan.FromMinutes(1));

    /// <summary>Takes one, at this lasting rate and with this slack.</summary>
    /// <exception cref="ProblemException">That was too early (<c>rate</c>).</exception>
    public void Check(string key, TimeSpan every, TimeSpan slack)
    {
        if (Take(key, every, slack) is { } wait)
        {
            throw new ProblemException(new Problem(StatusCodes.Status429TooManyRequests, "rate", "This is too much at once.") { RetryAfter = wait });
        }
    }

    /// <summary>Takes one.</summary>
    /// <param name="key">What is done, and by whom.</param>
    /// <param name="every">The lasting rate.</param>
    /// <param name="slack">How far ahead of that rate a sender may be, the one just taken included.</param>
    /// <returns>Null when it may pass, else how long to wait.</returns>
    public TimeSpan? Take(string key, TimeSpan every, TimeSpan slack)
    {
        var now = clock.GetElapsedTime(start).Ticks;
        Sweep(now);
        while (true)
        {
            var known = nextFree.GetOrAdd(key, now);
            var next = Math.Max(known, now) + every.Ticks;
            if (next - now > slack.Ticks)
            {
                return TimeSpan.FromTicks(next - now - slack.Ticks);
            }

            if (nextFree.TryUpdate(key, next, known))
            {
                return null;
            }
        }
    }

    /// <summary>The sender's address: IPv4 whole, IPv6 by its /64, of which one subscriber has all.</summary>
    public static string AddressKey(IPAddress? address)
    {
        if (address is null or { AddressFamily: AddressFamily.InterNetwork } or { IsIPv4MappedToIPv6: true })
        {
            return (address?.MapToIPv4() ?? IPAddress.None).ToString();
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes).ToString();
    }

    private void Sweep(long now)
    {
        if (nextFree.Count <= SweepAbove)
        {
            return;
        }

        foreach (var entry in nextFree.Where(entry => entry.Value < now))
        {
            nextFree.TryRemove(entry);
        }
    }
}
