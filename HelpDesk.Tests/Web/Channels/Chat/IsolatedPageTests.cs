using HelpDesk.Tests.Support;
using Microsoft.Playwright;

namespace HelpDesk.Tests.Web.Channels.Chat;

/// <summary>Base of what is seen of a chat in a frame of somebody's page.</summary>
public abstract class IsolatedPageTests(Browser browser) : BrowserTests(browser)
{
    /// <summary>A page that swaps its body: the frame is loaded anew.</summary>
    protected const string SwapBody = "const body = document.body.cloneNode(true); body.querySelector('helpdesk-chat').remove(); document.body.replaceWith(body)";

    private const string Watch = """
        window.broken = [];
        document.addEventListener('securitypolicyviolation', event => broken.push(`${event.violatedDirective} ${event.blockedURI}`));
        window.helpdesk = function () { (helpdesk.q = helpdesk.q || []).push(arguments) };
        window.heard = [];
        for (const name of ['ready', 'open', 'close', 'message', 'unread', 'status', 'ended', 'csat', 'error']) helpdesk('on', name, detail => heard.push([name, detail ?? null]));
        """;

    protected static IFrameLocator Chat(IPage page) => page.FrameLocator("helpdesk-chat iframe");

    private protected async Task<(IPage Page, HostPage Host)> VisitAsync(ChatDesk desk, BrowserNewContextOptions? options = null, string html = "lang=\"en\"", bool isOneSite = false, string attributes = "data-isolated")
    {
        // A browser gives a frame storage that lasts where both are of one site, and refuses it elsewhere when it is strict.
        var host = Own(new HostPage(desk.App.Url, attributes: attributes, html: html, name: isOneSite ? "127.0.0.1" : "localhost"));
        var page = await OpenAsync(host.Url, "about:blank", options);
        await page.AddInitScriptAsync(Watch);
        return (page, host);
    }
}
