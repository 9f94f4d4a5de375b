using System.Net;
using HelpDesk.Tests.Support;

namespace HelpDesk.Tests.Web.Channels.Chat;

/// <summary>Somebody's web page with our snippet, on an origin of its own and under the strictest policy.</summary>
internal sealed class HostPage : IAsyncDisposable
{
    private readonly HttpListener listener = new();
    private readonly string help;
    private readonly string async;
    private readonly string? page;
    private readonly string attributes;
    private readonly string html;
    private readonly Task serving;

    /// <param name="help">The HelpDesk it loads the widget from.</param>
    /// <param name="isBlocking">The snippet stands in the head without <c>async</c>: it runs before there is a body.</param>
    /// <param name="page">A page of its own instead, without any policy.</param>
    /// <param name="attributes">More of the snippet.</param>
    /// <param name="html">Attributes of the root element.</param>
    /// <param name="name">Of the machine: 127.0.0.1 makes it one site with HelpDesk, though not one origin.</param>
    public HostPage(string help, bool isBlocking = false, string? page = null, string attributes = "", string html = "lang=\"en\"", string name = "localhost")
    {
        (this.help, async, this.page, this.attributes, this.html) = (help, isBlocking ? "" : "async ", page, attributes, html);
        Url = $"http://{name}:{Ports.Free()}";
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
        await using var writer = new StreamWriter(response.OutputStream);
        if (page is not null)
        {
            await writer.WriteAsync(page);
            return;
        }

        // A page with the chat in a frame has a frame for it, and asks for nothing itself unless it speaks first.
        var isIsolated = attributes.Contains("data-isolated", StringComparison.Ordinal);
        var mayConnect = !isIsolated || attributes.Contains("data-proactive", StringComparison.Ordinal) ? $"connect-src {help}; " : "";
        var mayLoad = mayConnect + (isIsolated ? $"frame-src {help}; img-src {help}" : $"img-src blob: {help}");
        response.Headers["Content-Security-Policy"] =
            $"default-src 'none'; script-src {help}; {mayLoad}; style-src 'none'; require-trusted-types-for 'script'";
        await writer.WriteAsync(
            $"""
            <!doctype html><html {html}><head><title>Shop</title><meta name="viewport" content="width=device-width"><link rel="icon" href="{help}/favicon.svg">
            <script {async}src="{help}/w/loader.js" data-inbox="web" {attributes}></script></head>
            <body><h1>Lamps</h1><button>Buy</button></body></html>
            """);
    }
}
