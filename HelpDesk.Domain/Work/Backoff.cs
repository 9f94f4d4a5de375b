namespace HelpDesk.Domain.Work;

/// <summary>How long a failed attempt rests before the next one, and when to give up.</summary>
public static class Backoff
{
    private static readonly int[] Minutes = [1, 2, 5, 15, 30, 60, 60];

    /// <summary>After so many failed attempts (from 1) the wait before the next; null after the eighth: a person must look.</summary>
    public static TimeSpan? After(int attempts) =>
        attempts <= Minutes.Length ? TimeSpan.FromMinutes(Minutes[Math.Max(attempts, 1) - 1]) : null;
}
