using System.Net;
using System.Net.Sockets;

namespace HelpDesk.Web.Http;

/// <summary>
/// Which addresses lie out in the internet. What we fetch because foreign text names it must never reach this machine, its
/// neighbours or the cloud's own services (security cases A094, A097, A098).
/// </summary>
internal static class PublicNetwork
{
    // The special-purpose registries of IANA (RFC 6890 and its updates), and what is not given out at all.
    private static readonly IPNetwork[] Special = [.. new[]
    {
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4",
    }.Select(network => IPNetwork.Parse(network))];

    private static readonly IPNetwork Global = IPNetwork.Parse("2000::/3");

    // Teredo and 6to4 carry an address of version 4 inside; the others are for documents, tests and benchmarks.
    private static readonly IPNetwork[] SpecialOfVersion6 = [.. new[] { "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20" }.Select(network => IPNetwork.Parse(network))];

    public static bool Holds(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return plain.AddressFamily switch
        {
            AddressFamily.InterNetwork => !Array.Exists(Special, network => network.Contains(plain)),
            AddressFamily.InterNetworkV6 => Global.Contains(plain) && !Array.Exists(SpecialOfVersion6, network => network.Contains(plain)),
            _ => false,
        };
    }
}
