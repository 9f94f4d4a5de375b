using System.Net;
using System.Net.Sockets;

namespace HelpDesk.Tests.Support;

public static class Ports
{
    /// <summary>A port of this machine on which nobody listened a moment ago.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
