using System.Net;
using System.Net.Sockets;
using HelpDesk.Web.Http;

namespace HelpDesk.Tests.Web.Http;

public sealed class SilentLinesTests
{
    private const int UserTimeout = 18;

    [Fact]
    public async Task A_line_that_fell_silent_is_given_up_after_a_minute()
    {
        using var listening = SilentLines.Listen(new IPEndPoint(IPAddress.Loopback, 0));
        listening.Listen();
        using var caller = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await caller.ConnectAsync(listening.LocalEndPoint!);
        using var line = await listening.AcceptAsync();

        var value = new byte[sizeof(int)];
        line.GetRawSocketOption((int)SocketOptionLevel.Tcp, UserTimeout, value);

        BitConverter.ToInt32(value).ShouldBe(60_000);
    }
}
