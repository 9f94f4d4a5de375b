using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace HelpDesk.Tests.Support;

/// <summary>The wire between a browser and a program, which a test can cut and mend.</summary>
public sealed class Cable : IAsyncDisposable
{
    private readonly CancellationTokenSource stopped = new();
    private readonly ConcurrentDictionary<TcpClient, byte> ends = new();
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly int target;
    private readonly Task accepting;
    private volatile bool cut;

    /// <param name="target">The port on this machine to which the cable leads.</param>
    public Cable(int target)
    {
        this.target = target;
        listener.Start();
        accepting = AcceptAsync(stopped.Token);
    }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

    /// <summary>Ends every connection and lets no new one through.</summary>
    public void Cut()
    {
        cut = true;
        foreach (var end in ends.Keys)
        {
            end.Close();
        }
    }

    public void Mend() => cut = false;

    public async ValueTask DisposeAsync()
    {
        Cut();
        await stopped.CancelAsync();
        listener.Stop();
        await accepting.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        stopped.Dispose();
    }

    private async Task AcceptAsync(CancellationToken ct)
    {
        while (true)
        {
            var near = await listener.AcceptTcpClientAsync(ct);
            _ = CarryAsync(near, ct);
        }
    }

    private async Task CarryAsync(TcpClient near, CancellationToken ct)
    {
        using var far = new TcpClient();
        using (near)
        {
            ends[near] = ends[far] = 0;
            try
            {
                if (!cut)
                {
                    await far.ConnectAsync(IPAddress.Loopback, target, ct);
                    await Task.WhenAny(near.GetStream().CopyToAsync(far.GetStream(), ct), far.GetStream().CopyToAsync(near.GetStream(), ct));
                }
            }
            catch (Exception broken) when (broken is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
            {
                // A cut cable tells nobody why.
            }

            ends.TryRemove(near, out _);
            ends.TryRemove(far, out _);
        }
    }
}
