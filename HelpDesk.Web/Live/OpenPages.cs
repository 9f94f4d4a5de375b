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

    /// <summary>The first page of a visitor was opened.</summary>
    /// <param name="key">The visitor key.</param>
    /// <param name="linkedTicketId">The ticket of the chat link they came by; null without one.</param>
    public void Open(string key, long? linkedTicketId)
    {
        lock (gate)
        {
            keys.Add(key);
            if (linkedTicketId is { } ticket && !links.TryAdd(ticket, [key]))
            {
                links[ticket].Add(key);
            }
        }
    }

    /// <summary>The last page of a visitor was closed.</summary>
    public void Close(string key, long? linkedTicketId)
    {
        lock (gate)
        {
            keys.Remove(key);
            if (linkedTicketId is { } ticket && links.TryGetValue(ticket, out var there) && there.Remove(key) && there.Count == 0)
            {
                links.Remove(ticket);
            }
        }
    }

    /// <summary>True while somebody has a page open with one of these keys, or by a link to this ticket.</summary>
    public bool IsAnyOpen(IEnumerable<string> visitorKeys, long ticketId)
    {
        lock (gate)
        {
            return links.ContainsKey(ticketId) || visitorKeys.Any(keys.Contains);
        }
    }
}
