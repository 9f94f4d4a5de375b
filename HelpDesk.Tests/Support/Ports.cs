using System.Net;
using System.Net.Sockets;

namespace HelpDesk.Tests.Support;

public static class Ports
{
    // Below those that the system gives to connections going out: none of them takes it before its listener comes.
    private const int First = 10_000;
    private const int Count = 22_000;

    private static int last = Random.Shared.Next(Count);

    /// <summary>A port of this machine on which nobody listens; the same one only after all others.</summary>
    public static int Free()
    {
        while (true)
        {
            var port = First + ((Interlocked.Increment(ref last) & int.MaxValue) % Count);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody listens there.
            }
        }
    }
}
