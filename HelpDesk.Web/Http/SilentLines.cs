using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace HelpDesk.Web.Http;

/// <summary>
/// A phone that leaves its network says no goodbye, and the system tries for a quarter of an hour to reach it. Until then
/// its event stream counts as open, and the visitor as present.
/// </summary>
internal static class SilentLines
{
    /// <summary>After so long without a sign of what was sent, a line is dead.</summary>
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromMinutes(1);

    // RFC 5482; the number is Linux's, and the sockets that are accepted inherit it.
    private const int UserTimeout = 18;

    public static Socket Listen(EndPoint at)
    {
        var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(at);
        if (OperatingSystem.IsLinux() && socket.ProtocolType == ProtocolType.Tcp)
        {
            socket.SetRawSocketOption((int)SocketOptionLevel.Tcp, UserTimeout, BitConverter.GetBytes((int)GiveUpAfter.TotalMilliseconds));
        }

        return socket;
    }
}
