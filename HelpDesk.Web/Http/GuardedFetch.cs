using System.Net;
using System.Net.Sockets;

namespace HelpDesk.Web.Http;

/// <summary>
/// The one way to fetch what foreign text names: out in the internet only, judged by the address that is really connected
/// to, without cookies or a name of ours, a little at a time and not for long.
/// </summary>
internal sealed class GuardedFetch : IDisposable
{
    private const int MaxRedirects = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly HttpClient client;

    public GuardedFetch()
        : this(PublicNetwork.Holds)
    {
    }

    /// <param name="isAllowed">Which addresses may be connected to; tests serve from this machine.</param>
    public GuardedFetch(Predicate<IPAddress> isAllowed) => client = new HttpClient(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.None,
        MaxResponseHeadersLength = 32,
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(10),
        ConnectCallback = (context, ct) => ConnectAsync(context.DnsEndPoint, isAllowed, ct),
    })
    { Timeout = Patience };

    /// <summary>What an address holds; null when it is not allowed, too large, too slow, or not there.</summary>
    public async Task<byte[]?> BytesAsync(string url, int limit, CancellationToken ct)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(ct);
        bound.CancelAfter(Patience);
        try
        {
            return Uri.TryCreate(url, UriKind.Absolute, out var address) ? await FollowAsync(address, limit, bound.Token) : null;
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or SocketException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            return null;
        }
    }

    public void Dispose() => client.Dispose();

    private async Task<byte[]?> FollowAsync(Uri address, int limit, CancellationToken ct)
    {
        for (var hops = 0; hops <= MaxRedirects && IsWeb(address); hops++)
        {
            using var response = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, ct);
            if (response.IsSuccessStatusCode)
            {
                return await ReadAsync(response.Content, limit, ct);
            }

            if (response.Headers.Location is not { } next)
            {
                return null;
            }

            address = new Uri(address, next);
        }

        return null;
    }

    private static bool IsWeb(Uri address) =>
        (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps) && address.UserInfo.Length == 0;

    private static async Task<byte[]?> ReadAsync(HttpContent content, int limit, CancellationToken ct)
    {
        await using var stream = await content.ReadAsStreamAsync(ct);
        using var read = new MemoryStream();
        var buffer = new byte[16 << 10];
        for (int count; (count = await stream.ReadAsync(buffer, ct)) > 0;)
        {
            if (read.Length + count > limit)
            {
                return null;
            }

            read.Write(buffer, 0, count);
        }

        return read.ToArray();
    }

    // A name is looked up once, and what was judged is what is connected to.
    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint host, Predicate<IPAddress> isAllowed, CancellationToken ct)
    {
        var addresses = await Dns.GetHostAddressesAsync(host.Host, ct);
        if (addresses.Length == 0 || !Array.TrueForAll(addresses, isAllowed))
        {
            throw new HttpRequestException("This address is not out in the internet.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, host.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
