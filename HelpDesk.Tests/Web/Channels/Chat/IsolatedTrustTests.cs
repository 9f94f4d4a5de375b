using System.Text.Json;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Work;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HelpDesk.Tests.Web.Channels.Chat;

/// <summary>Whom a chat in a frame believes, and what becomes of it when the frame does not come.</summary>
public sealed class IsolatedTrustTests(Browser browser) : IsolatedPageTests(browser)
{
    [Fact]
    public async Task A_page_that_the_inbox_does_not_name_gets_no_frame()
    {
        Expected.Add("frame-ancestors");
        Expected.Add("cannot be shown on");
        Expected.Add("postMessage");
        var desk = Own(await ChatDesk.StartAsync(widget: new WidgetSettings { AllowedOrigins = ["https://shop.example"] }));
        var (page, _) = await VisitAsync(desk);
        await page.Clock.InstallAsync();
        await page.GotoAsync("/");
        var refused = page.WaitForConsoleMessageAsync(new() { Predicate = message => message.Text.Contains("frame-ancestors", StringComparison.Ordinal) });

        await page.Locator(".launcher").ClickAsync();
        await refused;

        await Eventually.BeTrueAsync(
            async () =>
            {
                await page.Clock.RunForAsync(1_000);
                return (await page.EvaluateAsync<JsonElement>("heard")).EnumerateArray().Any(one => one[0].GetString() == "error");
            },
            "the page hears of it");
        await Expect(page.Locator("iframe")).ToHaveCountAsync(0);
        await Expect(page.Locator(".launcher")).ToBeVisibleAsync();
        (await desk.ReadAsync(db => db.Inboxes.AnyAsync(row => row.SnippetSeenOn != null))).ShouldBeFalse();
    }

    [Fact]
    public async Task The_frame_listens_to_the_page_around_it_and_to_no_other_window()
    {
        var desk = Own(await ChatDesk.StartAsync());
        var page = await OpenAsync(Own(new HostPage(desk.App.Url, page: $"<!doctype html><title>Shop</title><iframe src=\"{desk.App.Url}/c/frame/web\"></iframe><iframe srcdoc=\"\"></iframe>")).Url, "/");
        const string Greet = """
            async greeter => {
              const { port1, port2 } = new MessageChannel();
              const answered = new Promise(resolve => { port1.onmessage = ({ data }) => resolve(data[0]); });
              const post = frames[1].Function('to', 'data', 'origin', 'ports', 'to.postMessage(data, origin, ports)');
              if (greeter === 'parent') frames[0].postMessage('helpdesk', HELP, [port2]);
              else post(frames[0], 'helpdesk', HELP, [port2]);
              return Promise.race([answered, new Promise(resolve => setTimeout(resolve, 500, 'nothing'))]);
            }
            """;
        var greet = Greet.Replace("HELP", $"'{desk.App.Url}'", StringComparison.Ordinal);

        (await page.EvaluateAsync<string>(greet, "sibling")).ShouldBe("nothing");
        (await page.EvaluateAsync<string>(greet, "parent")).ShouldBe("hello");
        (await page.EvaluateAsync<string>(greet, "parent")).ShouldBe("nothing", "once");
    }

    [Fact]
    public async Task The_page_around_it_says_neither_which_chat_it_is_nor_whose()
    {
        var desk = Own(await ChatDesk.StartAsync());
        await desk.App.Get<Writer>().RunAsync(
            (db, _) => Task.FromResult(db.Inboxes.Add(ChatDesk.Inbox("internal", new WidgetSettings { AllowedOrigins = ["https://intranet.example"] }))), CancellationToken.None);
        var page = await OpenAsync(Own(new HostPage(desk.App.Url, page: $"<!doctype html><title>Shop</title><iframe src=\"{desk.App.Url}/c/frame/web\"></iframe>")).Url, "/");
        var asked = new List<string>();
        page.Request += (_, request) => asked.Add(request.Url);
        await page.EvaluateAsync(
            """
            async help => {
              const { port1, port2 } = new MessageChannel();
              const heard = name => new Promise(resolve => { port1.onmessage = ({ data }) => data[0] === name && resolve(); });
              const hello = heard('hello');
              frames[0].postMessage('helpdesk', help, [port2]);
              await hello;
              const ready = heard('ready');
              port1.postMessage(['begin', { inbox: 'internal', link: 'a'.repeat(43), base: 'https://evil.example/w/', locale: 'fr' }, [['send', 'Hello']]]);
              await ready;
            }
            """,
            desk.App.Url);
        await Expect(page.FrameLocator("iframe").Locator(".mark")).ToHaveTextAsync("Distribué");
        (await desk.ReadAsync(db => db.Inboxes.Where(row => db.Tickets.Any(ticket => ticket.InboxId == row.Id)).Select(row => row.Key).SingleAsync())).ShouldBe("web");
        asked.ShouldNotContain(url => url.Contains("internal", StringComparison.Ordinal) || url.Contains("evil", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_address_that_a_script_claims_is_told_and_not_written_to()
    {
        var desk = Own(await ChatDesk.StartAsync());
        var (page, _) = await VisitAsync(desk);
        await page.AddInitScriptAsync("helpdesk('identify', { email: 'eve@example.com', name: 'Ana' })");
        await page.GotoAsync("/");
        await page.EvaluateAsync("helpdesk.send('A secret')");
        await Expect(Chat(page).Locator(".mark")).ToHaveTextAsync("Delivered");
        await Eventually.BeTrueAsync(
            async () => (await desk.ReadAsync(db => db.Customers.AsNoTracking().SingleAsync())).Attributes.GetValueOrDefault("page.email") == "eve@example.com",
            "the agent sees it");
        (await desk.ReadAsync(db => db.CustomerIdentities.AnyAsync(row => row.Type == IdentityType.Email))).ShouldBeFalse();
    }

    [Fact]
    public async Task Who_signs_out_before_the_frame_has_come_is_signed_out_on_the_next_page()
    {
        Expected.Add("ERR_");
        var desk = Own(await ChatDesk.StartAsync());
        var (page, _) = await VisitAsync(desk, isOneSite: true);
        await page.GotoAsync("/");
        await page.EvaluateAsync("localStorage['hd.web.draft'] = '\"from before it stood in a frame\"'; helpdesk.send('Mine')");
        var chat = Chat(page);
        await Expect(chat.Locator(".mark")).ToHaveTextAsync("Delivered");
        await Eventually.BeTrueAsync(async () => await page.EvaluateAsync<bool>("'hd.web.framed.token' in localStorage"), "the page knows that there is a chat");
        await page.RouteAsync("**/c/frame/web", _ => Task.CompletedTask);
        await page.ReloadAsync(new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        await page.EvaluateAsync("helpdesk('logout')");
        await Eventually.BeTrueAsync(async () => !await page.EvaluateAsync<bool>("'hd.web.draft' in localStorage"), "the page has forgotten");

        await page.UnrouteAsync("**/c/frame/web");
        await page.GotoAsync("/other");
        await Eventually.BeTrueAsync(async () => await page.EvaluateAsync<int>("localStorage.length") == 0, "the frame, too");
        await page.Locator(".launcher").ClickAsync();
        await Expect(chat.Locator("textarea")).ToBeFocusedAsync();
        await Expect(chat.Locator("article")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Who_signs_out_and_in_while_the_frame_fails_is_who_came_in_last()
    {
        Expected.Add("ERR_");
        var desk = Own(await ChatDesk.StartAsync());
        var site = await desk.SiteAsync();
        var (page, _) = await VisitAsync(desk, isOneSite: true);
        await page.Clock.InstallAsync();
        await page.GotoAsync("/");
        await page.EvaluateAsync("token => { helpdesk.identify({ id: 'u1', token }); helpdesk.send('From Ana') }", site.Signs("u1"));
        var chat = Chat(page);
        await Expect(chat.Locator(".mark")).ToHaveTextAsync("Delivered");
        await page.RouteAsync("**/w/v1/inboxes/web/visitors", route => route.AbortAsync(), new() { Times = 1 });
        await page.RouteAsync("**/w/panel.js", route => route.AbortAsync(), new() { Times = 1 });
        await page.EvaluateAsync(SwapBody);
        await page.EvaluateAsync("token => { helpdesk.logout(); helpdesk.identify({ id: 'u2', token }); helpdesk.send('From Bea') }", site.Signs("u2"));
        await Eventually.BeTrueAsync(
            async () =>
            {
                await page.Clock.RunForAsync(1_000);
                return await desk.ReadAsync(db => db.Tickets.CountAsync()) == 2;
            },
            "she writes",
            TimeSpan.FromSeconds(30));
        (await desk.ReadAsync(db => db.Tickets.OrderBy(row => row.Number).Select(row => row.Customer.ExternalId).ToListAsync())).ShouldBe(["u1", "u2"]);
        await Expect(chat.Locator("article.own")).ToHaveCountAsync(1);
        (await page.EvaluateAsync<bool>("'hd.web.framed.out.leaving' in localStorage")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_frame_that_could_not_be_loaded_anew_is_tried_again()
    {
        Expected.Add("ERR_");
        var desk = Own(await ChatDesk.StartAsync());
        var (page, _) = await VisitAsync(desk, isOneSite: true);
        await page.Clock.InstallAsync();
        await page.GotoAsync("/");
        await page.Locator(".launcher").ClickAsync();
        var chat = Chat(page);
        await chat.Locator("textarea").FillAsync("one");
        await chat.Locator("textarea").PressAsync("Enter");
        await Expect(chat.Locator(".mark")).ToHaveTextAsync("Delivered");
        await page.RouteAsync("**/c/frame/web", route => route.AbortAsync(), new() { Times = 1 });
        await page.EvaluateAsync(SwapBody);
        await page.EvaluateAsync("helpdesk.send('two')");
        await Eventually.BeTrueAsync(
            async () =>
            {
                await page.Clock.RunForAsync(1_000);
                return await chat.Locator("article.own").CountAsync() == 2;
            },
            "it is there again, and what it was asked meanwhile is done");
        await Expect(chat.Locator(".mark")).ToHaveTextAsync("Delivered");
        await Expect(chat.Locator("textarea")).ToBeVisibleAsync();
    }
}
