using System.Globalization;
using HelpDesk.Domain.Customers;

namespace HelpDesk.Web.Data.Demo;

/// <summary>What a chatting customer's browser tells: key, device, pages.</summary>
internal static class DemoBrowser
{
    private static readonly string[] UserAgents =
    [
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:143.0) Gecko/20100101 Firefox/143.0",
        "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36",
    ];

    private static readonly Dictionary<string, (string Path, string Title)[]> Pages = new(StringComparer.Ordinal)
    {
        ["en"] = [("", "Aurora: lamps that stay"), ("lamps/nube", "Nube lamp"), ("help/delivery", "Delivery and returns")],
        ["es"] = [("", "Aurora: lámparas que duran"), ("lamparas/nube", "Lámpara Nube"), ("ayuda/envios", "Envíos y devoluciones")],
        ["fr"] = [("", "Aurora : des lampes qui durent"), ("lampes/nube", "Lampe Nube"), ("aide/livraison", "Livraison et retours")],
    };

    public static string Key(Customer customer) => string.Create(CultureInfo.InvariantCulture, $"demo-{customer.Id}");

    public static Device Device(Customer customer) =>
        new(customer.Id, Key(customer), UserAgents[customer.Id % UserAgents.Length], customer.Language, customer.LastSeenAt);

    /// <summary>The pages on the way to one message.</summary>
    public static IEnumerable<PageVisit> Visits(Customer customer, DateTimeOffset at) => Pages[customer.Language].Select((page, index) =>
        new PageVisit(customer.Id, $"https://aurora.example/{customer.Language}/{page.Path}", page.Title, at.AddSeconds(-(95 - (30 * index)))));
}
