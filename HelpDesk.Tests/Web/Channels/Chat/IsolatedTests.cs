using System.Text.Json;
using HelpDesk.Domain.Chat;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using HelpDesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HelpDesk.Tests.Web.Channels.Chat;

/// <summary>The chat in a frame of somebody's page, whose scripts cannot read it.</summary>
public sealed class IsolatedTests(Browser browser) : IsolatedPageTests(browser)
{
    private const string NoStorage = """
        if (parent !== window) {
          for (const place of ['localStorage', 'sessionStorage']) Object.defineProperty(window, place, { get() { throw new DOMException('no', 'SecurityError'); } });
          LockManager.prototype.request = () => Promise.reject(new DOMException('no', 'SecurityError'));
        }
        """;

    [Fact]
    public async Task A_page_under_the_strictest_policy_hears_of_the_chat_and_reads_no_word_of_it()
    {
        var desk = Own(await ChatDesk.StartAsync());
        var (page, host) = await VisitAsync(desk, isOneSite: true);
        var asked = new HashSet<string>();
        page.Request += (_, request) => asked.Add(new Uri(request.Url).GetLeftPart(UriPartial.Authority));
        await page.GotoAsync("/");
        await Expect(page.Locator(".launcher")).ToBeVisibleAsync();
        page.Frames.Count.ShouldBe(1);

        await page.Locator(".launcher").ClickAsync();
        var chat = Chat(page);
        await Expect(chat.Locator("textarea")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("A secret");
        await page.Keyboard.PressAsync("Enter");
        await Expect(chat.Locator(".mark")).ToHaveTextAsync("Delivered");
        await Expect(page.Locator("iframe")).ToHaveAttributeAsync("title", "Chat with us");
        await page.ShouldBeAccessibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
        await Expect(page.Locator(".launcher")).ToBeFocusedAsync();

        await desk.Bo.RepliesAsync(await desk.ReadAsync(db => db.Tickets.Select(row => row.Number).SingleAsync()), "A secret, too");
        await Expect(page).ToHaveTitleAsync("(1) Shop");
        await Expect(page.Locator(".launcher")).ToHaveAttributeAsync("aria-label", "Open chat, 1 new message");
        (await page.EvaluateAsync<int>("helpdesk.unreadCount()")).ShouldBe(1);
        var heard = await page.EvaluateAsync<JsonElement>("heard");
        heard.EnumerateArray().Select(one => one[0].GetString()).ShouldBeSubsetOf(["ready", "status", "unread", "open", "close", "message"]);
        heard.EnumerateArray().ShouldContain(one => one[0].GetString() == "message" && one[1].GetProperty("seq").GetInt32() > 1);
        heard.GetRawText().ShouldNotContain("secret");
        (await page.EvaluateAsync<bool>("document.querySelector('helpdesk-chat').shadowRoot.querySelector('iframe').contentDocument === null")).ShouldBeTrue();
        (await page.EvaluateAsync<string>("JSON.stringify(localStorage)")).ShouldBe("""{"hd.web.framed.token":"true"}""");

        await page.ReloadAsync();
        await Expect(page).ToHaveTitleAsync("(1) Shop");
        await page.Locator(".launcher").ClickAsync();
        await Expect(chat.Locator("article.theirs")).ToContainTextAsync("A secret, too");
        await Expect(page).ToHaveTitleAsync("Shop");
        (await page.EvaluateAsync<string[]>("broken")).ShouldBeEmpty();
        asked.Where(origin => origin.Length > 0).ShouldBe([host.Url, desk.App.Url], ignoreOrder: true);
        (await page.Context.CookiesAsync()).ShouldBeEmpty();
        await Eventually.BeTrueAsync(() => desk.ReadAsync(db => db.Inboxes.AnyAsync(row => row.SnippetSeenOn == host.Url)), "an administrator sees on which site it was opened");
    }

    [Fact]
    public async Task The_script_interface_reaches_into_the_frame_and_the_page_keeps_its_focus()
    {
        var desk = Own(await ChatDesk.StartAsync());
        var site = await desk.SiteAsync();
        var (page, _) = await VisitAsync(desk);
        await page.ExposeFunctionAsync<string, string>("sign", id => site.Signs(id));
        await page.AddInitScriptAsync("""
            helpdesk('identify', { id: 'u1', token: () => sign('u1'), attributes: { plan: 'pro' } });
            helpdesk('addTags', ['vip']);
            helpdesk('track', 'viewed', { sku: 7 });
            helpdesk('prefill', 'From Ana');
            """);
        await page.GotoAsync("/");
        var chat = Chat(page);
        await Expect(chat.Locator("textarea")).ToHaveValueAsync("From Ana");
        await page.EvaluateAsync("helpdesk.show()");
        await chat.Locator(".send").ClickAsync();
        await Expect(chat.Locator(".mark")).ToHaveTextAsync("Delivered");
        await Eventually.BeTrueAsync(
            () => desk.ReadAsync(db => db.Tickets.AnyAsync(row => row.Customer.ExternalId == "u1" && row.Tags.Any(tag => tag.Name == "vip"))),
            "the token is asked of the page, and what it said is told");
        await Eventually.BeTrueAsync(() => desk.ReadAsync(db => db.CustomerEvents.AnyAsync(row => row.Type == "viewed")), "what the visitor did, too");

        await page.EvaluateAsync(SwapBody);
        await Expect(chat.Locator("article.own")).ToContainTextAsync("From Ana");
        await page.EvaluateAsync("helpdesk.setLocale('fr')");
        await Expect(page.Locator("iframe")).ToHaveAttributeAsync("title", "Discutons");

        await page.GetByText("Buy").FocusAsync();
        await page.EvaluateAsync("helpdesk.identify({ id: 'u2', token: () => sign('u2') })");
        await Expect(chat.Locator("article")).ToHaveCountAsync(0);
        await Expect(page.GetByText("Buy")).ToBeFocusedAsync();
        await page.EvaluateAsync("helpdesk.send('From Bea')");
        await Expect(chat.Locator(".mark")).ToHaveTextAsync("Distribué");
        (await desk.ReadAsync(db => db.Tickets.OrderBy(row => row.Number).Select(row => row.Customer.ExternalId).ToListAsync())).ShouldBe(["u1", "u2"]);
        await page.EvaluateAsync(SwapBody);
        await Expect(chat.Locator("article.own")).ToContainTextAsync("From Bea");

        await page.EvaluateAsync("helpdesk.logout()");
        await Expect(chat.Locator("article")).ToHaveCountAsync(0);
        await Eventually.BeTrueAsync(async () => await page.EvaluateAsync<int>("localStorage.length") == 0, "nothing is left");
        await page.EvaluateAsync("helpdesk.destroy()");
        await Expect(page.Locator("helpdesk-chat")).ToHaveCountAsync(0);
        (await page.EvaluateAsync<JsonElement>("heard")).EnumerateArray().Count(one => one[0].GetString() == "open").ShouldBe(1);
        (await page.EvaluateAsync<string[]>("broken")).ShouldBeEmpty();
    }

    [Fact]
    public async Task On_a_phone_it_fills_the_screen_and_goes_on_where_storage_throws()
    {
        var desk = Own(await ChatDesk.StartAsync());
        var (page, _) = await VisitAsync(desk, new() { Locale = "es-ES", ViewportSize = new() { Width = 360, Height = 640 }, HasTouch = true, IsMobile = true }, "lang=\"es\"");
        await page.AddInitScriptAsync(NoStorage);
        await page.GotoAsync("/");
        await page.Locator(".launcher").TapAsync();
        var chat = Chat(page);
        await chat.Locator("textarea").FillAsync("Hola");
        await chat.Locator(".send").TapAsync();
        await Expect(chat.Locator(".mark")).ToHaveTextAsync("Entregado");

        await desk.Bo.RepliesAsync(await desk.ReadAsync(db => db.Tickets.Select(row => row.Number).SingleAsync()), "Buenos días");
        await Expect(chat.Locator("article.theirs")).ToBeVisibleAsync();
        await Expect(page.Locator("iframe")).ToHaveAttributeAsync("title", "Hable con nosotros");
        var box = await page.Locator("iframe").BoundingBoxAsync();
        (box!.X, box.Y, box.Width, box.Height).ShouldBe((0, 0, 360, 640), "it fills the screen");
        await page.ShouldBeAccessibleAsync();

        await chat.GetByRole(AriaRole.Button, new() { Name = "Cerrar chat" }).TapAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
        await Expect(page.Locator(".launcher")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_line_that_speaks_first_an_identity_as_a_text_a_theme_and_a_ticket_all_reach_the_frame()
    {
        var desk = Own(await ChatDesk.StartAsync(widget: new WidgetSettings
        {
            Proactive = [new ProactiveMessage("a", "Which lamp is yours?") { From = "Lina", When = ProactiveWhen.Always }],
        }));
        var site = await desk.SiteAsync();
        var (page, _) = await VisitAsync(desk, attributes: "data-isolated data-proactive");
        await page.GotoAsync("/");
        await page.GetByText("Which lamp is yours?").ClickAsync();
        var chat = Chat(page);
        await Expect(chat.Locator(".intro")).ToContainTextAsync("Lina: Which lamp is yours?");
        await page.EvaluateAsync("token => helpdesk.identify({ id: 'u1', token })", site.Signs("u1"));
        await page.EvaluateAsync("helpdesk.setTheme('dark')");
        await Expect(chat.Locator("helpdesk-chat")).ToHaveAttributeAsync("data-theme", "dark");
        await chat.Locator("textarea").FillAsync("The red one");
        await chat.Locator("textarea").PressAsync("Enter");
        await Expect(chat.Locator(".mark")).ToHaveTextAsync("Delivered");
        var ticket = await desk.ReadAsync(db => db.Tickets.Include(row => row.Customer).SingleAsync());
        ticket.Customer.ExternalId.ShouldBe("u1");
        (await desk.ReadAsync(db => db.Messages.AnyAsync(row => row.ActivityType == ActivityType.ProactiveAnswered))).ShouldBeTrue();

        await page.EvaluateAsync("helpdesk.hide()");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
        await page.EvaluateAsync("ticket => helpdesk.open({ ticket })", ticket.Number);
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await Expect(chat.Locator("article.own")).ToContainTextAsync("The red one");
    }
}
