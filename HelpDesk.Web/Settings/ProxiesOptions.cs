using Microsoft.AspNetCore.HttpOverrides;

namespace HelpDesk.Web.Settings;

/// <summary>The section <c>Proxies</c>.</summary>
internal sealed record ProxiesOptions
{
    public const string Section = "Proxies";

    /// <summary>Addresses (10.0.0.5) or networks (10.0.0.0/8) of reverse proxies whose X-Forwarded headers are believed.</summary>
    public IReadOnlyList<string> Trusted { get; init; } = [];

    public bool IsValid => Trusted.All(entry => System.Net.IPNetwork.TryParse(AsNetwork(entry), out _));

    /// <summary>Without a trusted proxy nobody is believed: anybody can send these headers.</summary>
    public void Apply(ForwardedHeadersOptions headers)
    {
        headers.KnownIPNetworks.Clear();
        headers.KnownProxies.Clear();
        headers.ForwardLimit = null;
        headers.ForwardedHeaders = Trusted.Count > 0
            ? ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost
            : ForwardedHeaders.None;
        foreach (var entry in Trusted)
        {
            headers.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(AsNetwork(entry)));
        }
    }

    private static string AsNetwork(string entry) =>
        entry.Contains('/', StringComparison.Ordinal) ? entry : entry + (entry.Contains(':', StringComparison.Ordinal) ? "/128" : "/32");
}
