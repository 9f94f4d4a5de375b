using System.Net;
using HelpDesk.Tests.Support;

namespace HelpDesk.Tests.Web.Channels.Chat;

/// <summary>Somebody's web page with our snippet, on an origin of its own and under the strictest policy.</summary>
internal sealed class HostPage : IAsyncDisposable
{
    private readonly HttpListener listener = new();
    private readonly string help;
    private readonly Task serving;

    public HostPage(string help)
    {
        this.help = help;
        Url = $"http://localhost:{Ports.Free()}";
        listener.Prefixes.Add(Url + "/");
        listener.Start();
        serving = ServeAsync();
    }

    public string Url { get; }

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await serving;
        listener.Close();
    }

    private async Task ServeAsync()
    {
        while (listener.IsListening)
        {
            try
            {
                await AnswerAsync((await listener.GetContextAsync()).Response);
            }
            catch (Exception stopped) when (stopped is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerResponse response)
    {
        response.ContentType = "text/html; charset=utf-8";
        response.Headers["Content-Security-Policy"] =
            $"default-src 'none'; script-src {help}; connect-src {help}; img-src blob: {help}; style-src 'none'; require-trusted-types-for 'script'";
        await using var writer = new StreamWriter(response.OutputStream);
        await writer.WriteAsync(
            $"""
            <!doctype html><html lang="en"><head><title>Shop</title><link rel="icon" href="{help}/favicon.svg">
            <script async src="{help}/w/loader.js" data-inbox="web"></script></head>
            <body><h1>Lamps</h1><button>Buy</button></body></html>
            """);
    }
}
