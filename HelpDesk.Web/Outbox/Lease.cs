namespace HelpDesk.Web.Outbox;

/// <summary>For how long a worker holds what it took. A lease that ends later than a fresh one would was given by a clock
/// that ran ahead, and does not count.</summary>
internal static class Lease
{
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(60);

    // Whole milliseconds: the same value comes back from every database.
    public static DateTimeOffset From(DateTimeOffset now) => DateTimeOffset.FromUnixTimeMilliseconds((now + Length).ToUnixTimeMilliseconds());
}
