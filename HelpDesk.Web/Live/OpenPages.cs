namespace HelpDesk.Web.Live;

/// <summary>
/// Which visitors have a page open. A customer may sit before two devices, each with a visitor key of its own: that one of
/// them goes does not mean that the customer left.
/// </summary>
internal sealed class OpenPages
{
    private readonly Lock gate = new();
    private readonly HashSet<string> keys = new(StringComparer.Ordinal);
    private readonly Dictionary<long, HashSet<string>> links = [];
    private readonly Dictionary<string, HashSet<string>> people = new(StringComparer.Ordinal);

    /// <summary>A page of a visitor was opened.</summary>
    /// <param name="key">The visitor key.</param>
    /// <param name="linkedTicketId">The ticket of the chat link they came by; null without one.</param>
    /// <param name="externalId">Who the site has signed that they are; null when it has not.</param>
    public void Open(string key, long? linkedTicketId, string? externalId = null)
    {
        lock (gate)
        {
            keys.Add(key);
            if (linkedTicketId is { } ticket)
            {
                Add(links, ticket, key);
            }

            if (externalId is not null)
            {
                Add(people, externalId, key);
            }
        }
    }

    /// <summary>The last page of a visitor was closed.</summary>
    public void Close(string key, long? linkedTicketId, string? externalId = null)
    {
        lock (gate)
        {
            keys.Remove(key);
            if (linkedTicketId is { } ticket)
            {
                Remove(links, ticket, key);
            }

            if (externalId is not null)
            {
                Remove(people, externalId, key);
            }
        }
    }

    /// <summary>True while somebody has a page open with one of these keys, by a link to this ticket, or signed as this person.</summary>
    public bool IsAnyOpen(IEnumerable<string> visitorKeys, long ticketId, string? externalId)
    {
        lock (gate)
        {
            return links.ContainsKey(ticketId) || (externalId is not null && people.ContainsKey(externalId)) || visitorKeys.Any(keys.Contains);
        }
    }

    private static void Add<T>(Dictionary<T, HashSet<string>> pages, T what, string key)
        where T : notnull
    {
        if (!pages.TryAdd(what, [key]))
        {
            pages[what].Add(key);
        }
    }

    private static void Remove<T>(Dictionary<T, HashSet<string>> pages, T what, string key)
        where T : notnull
    {
        if (pages.TryGetValue(what, out var there) && there.Remove(key) && there.Count == 0)
        {
            pages.Remove(what);
        }
    }
}
