using HelpDesk.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HelpDesk.Tests.Web.Channels.Chat;

/// <summary>
/// A whole conversation on somebody's page, under every circumstance that the widget claims to bear. The page is of another
/// origin and under the strictest policy; a private window is what every one of these is.
/// </summary>
public sealed class WholeConversationTests(Browser browser, WholeConversationTests.Site site) : BrowserTests(browser), IClassFixture<WholeConversationTests.Site>
{
    private const string Watch = "window.broken = []; document.addEventListener('securitypolicyviolation', event => broken.push(`${event.violatedDirective} ${event.blockedURI}`));";
    private const string NoStorage = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });";

    [Fact]
    public async Task Under_the_strictest_policy_it_breaks_nothing_and_asks_nobody_else()
    {
        var (page, host) = await VisitAsync(new() { Locale = "en-GB", ReducedMotion = ReducedMotion.NoPreference });
        var asked = new HashSet<string>();
        page.Request += (_, request) => asked.Add(new Uri(request.Url).GetLeftPart(UriPartial.Authority));
        await page.GotoAsync("/");

        await new Talk(site.Desk, page, new Hand(Means.Mouse)).FromBeginToEndAsync();

        (await page.EvaluateAsync<string[]>("broken")).ShouldBeEmpty();
        asked.Where(origin => origin.Length > 0).ShouldBe([host.Url, site.Desk.App.Url], ignoreOrder: true);
        (await page.Context.CookiesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_storage_throws()
    {
        var (page, _) = await VisitAsync(new() { Locale = "en-GB" }, NoStorage);

        await new Talk(site.Desk, page, new Hand(Means.Mouse)).FromBeginToEndAsync();

        (await page.EvaluateAsync<string[]>("broken")).ShouldBeEmpty();
    }

    [Fact]
    public async Task In_two_tabs_of_which_the_one_that_listens_is_closed()
    {
        var (first, _) = await VisitAsync(new() { Locale = "en-GB" });
        var talk = new Talk(site.Desk, first, new Hand(Means.Mouse));
        await talk.BeginAsync();
        var second = await first.Context.NewPageAsync();
        var streams = 0;
        second.Request += (_, request) => streams += request.Url.Contains("/events", StringComparison.Ordinal) ? 1 : 0;
        await second.GotoAsync("/");
        await second.Locator(".launcher").ClickAsync();
        await Expect(second.Locator("article.own")).ToHaveCountAsync(2);
        streams.ShouldBe(0);

        await first.CloseAsync();
        talk.Page = second;
        await talk.GoOnAsync();
        await talk.EndAsync();

        streams.ShouldBe(1);
    }

    [Fact]
    public async Task On_a_phone_by_touch_in_Spanish()
    {
        var (page, _) = await VisitAsync(new() { Locale = "es-ES", ViewportSize = new() { Width = 360, Height = 640 }, HasTouch = true, IsMobile = true }, html: "lang=\"es\"");

        await new Talk(site.Desk, page, new Hand(Means.Touch)) { Look = LookAsync }.FromBeginToEndAsync();

        async Task LookAsync(IPage seen)
        {
            await seen.ShouldBeAccessibleAsync();
            var box = await seen.Locator(".panel").BoundingBoxAsync();
            (box!.X, box.Y, box.Width, box.Height).ShouldBe((0, 0, 360, 640), "it fills the screen");
            (await seen.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue();
            (await seen.Locator("helpdesk-chat").EvaluateAsync<string[]>(TooSmall)).ShouldBeEmpty("targets of 44 pixels");
        }
    }

    [Fact]
    public async Task In_the_dark_on_a_page_that_runs_from_right_to_left_in_French()
    {
        var (page, _) = await VisitAsync(new() { Locale = "fr-FR", ColorScheme = ColorScheme.Dark }, html: "lang=\"fr\" dir=\"rtl\"");

        await new Talk(site.Desk, page, new Hand(Means.Mouse)) { Look = LookAsync }.FromBeginToEndAsync();

        async Task LookAsync(IPage seen)
        {
            await seen.ShouldBeAccessibleAsync();
            var (box, launcher) = (await seen.Locator(".panel").BoundingBoxAsync(), await seen.Locator(".launcher").BoundingBoxAsync());
            (box!.X + box.Width).ShouldBe(launcher!.X + launcher.Width, 1, "it stands above its launcher");
            (await seen.Locator(".panel").EvaluateAsync<string>("node => getComputedStyle(node).backgroundColor")).ShouldBe("rgb(14, 17, 21)");
        }
    }

    [Fact]
    public async Task By_keyboard_alone_and_without_motion()
    {
        var (page, _) = await VisitAsync(new() { Locale = "en-GB", ReducedMotion = ReducedMotion.Reduce });

        await new Talk(site.Desk, page, new Hand(Means.Keyboard)) { Look = LookAsync }.FromBeginToEndAsync();

        async Task LookAsync(IPage seen)
        {
            await seen.ShouldBeAccessibleAsync();
            (await seen.Locator("helpdesk-chat").EvaluateAsync<int>("host => host.shadowRoot.getAnimations().length")).ShouldBe(0);
        }
    }

    private const string TooSmall = """
        host => [...host.shadowRoot.querySelectorAll('button')].filter(button => {
          const { width, height } = button.getBoundingClientRect();
          return button.checkVisibility() && (width < 44 || height < 44);
        }).map(button => button.outerHTML)
        """;

    private async Task<(IPage Page, HostPage Host)> VisitAsync(BrowserNewContextOptions options, string script = "", string html = "lang=\"en\"")
    {
        var host = Own(new HostPage(site.Desk.App.Url, html: html));
        var page = await OpenAsync(host.Url, "about:blank", options);
        await page.AddInitScriptAsync(Watch + script);
        await page.GotoAsync("/");
        return (page, host);
    }

    /// <summary>One desk for all of them.</summary>
    public sealed class Site : IAsyncLifetime
    {
        internal ChatDesk Desk { get; private set; } = null!;

        public async Task InitializeAsync() => Desk = await ChatDesk.StartAsync(widget: Talk.Widget);

        public async Task DisposeAsync() => await Desk.DisposeAsync();
    }
}
