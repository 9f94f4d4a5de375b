using HelpDesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HelpDesk.Tests.Web.Channels.Chat;

/// <summary>
/// What goes wrong with other widgets does not go wrong here. Styles and nonces under the strictest policy, and duplicates
/// after a retry, have their tests in <see cref="WidgetTests"/> and <see cref="ChatPageTests"/>.
/// </summary>
public sealed class KnownFailuresTests(Browser browser) : BrowserTests(browser)
{
    [Fact]
    public async Task A_private_window_keeps_its_conversation_through_a_reload_without_a_frame_or_a_cookie()
    {
        // Every context of these tests is a private window, and the site is not our origin.
        var desk = Own(await ChatDesk.StartAsync());
        var page = await HostAsync(desk);
        await SayAsync(page, "Hello");

        await page.ReloadAsync();
        await page.Locator(".launcher").ClickAsync();

        await Expect(page.Locator("article.own")).ToContainTextAsync("Hello");
        await SayAsync(page, "Still me", isOpen: true);
        (await desk.ReadAsync(db => db.Customers.CountAsync())).ShouldBe(1);
        (await page.Context.CookiesAsync()).ShouldBeEmpty();
        page.Frames.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_chat_page_remembers_the_conversation()
    {
        var desk = Own(await ChatDesk.StartAsync());
        var page = await OpenAsync(desk.App, "/c/web");
        await SayAsync(page, "Hello", isOpen: true);

        await page.ReloadAsync();

        await Expect(page.Locator("article.own")).ToContainTextAsync("Hello");
        await SayAsync(page, "Still me", isOpen: true);
        (await desk.ReadAsync(db => db.Tickets.CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task The_messages_between_windows_are_the_pages_own()
    {
        var desk = Own(await ChatDesk.StartAsync());
        var page = await HostAsync(desk, "about:blank");
        await page.AddInitScriptAsync("""
            window.mine = () => { window.got = true; };
            window.onmessage = window.mine;
            window.posted = [];
            const post = window.postMessage;
            window.postMessage = function (...given) { window.posted.push(given); return post.apply(this, given); };
            """);
        await page.GotoAsync("/");
        await page.Locator(".launcher").ClickAsync();
        await SayAsync(page, "Hello", isOpen: true);

        (await page.EvaluateAsync<bool>("window.onmessage === window.mine")).ShouldBeTrue();
        (await page.EvaluateAsync<int>("window.posted.length")).ShouldBe(0);
    }

    [Fact]
    public async Task A_snippet_in_the_head_waits_for_the_body()
    {
        var desk = Own(await ChatDesk.StartAsync());
        var page = await OpenAsync(Own(new HostPage(desk.App.Url, isBlocking: true)).Url, "/");

        await page.Locator(".launcher").ClickAsync();
        await SayAsync(page, "Hello", isOpen: true);

        await Expect(page.Locator("body > helpdesk-chat")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Letters_with_Alt_are_letters()
    {
        var desk = Own(await ChatDesk.StartAsync());
        var page = await HostAsync(desk);
        await page.Locator(".launcher").ClickAsync();
        await page.Locator("textarea").FocusAsync();

        var swallowed = await page.EvaluateAsync<string[]>("""
            () => {
              const area = document.querySelector('helpdesk-chat').shadowRoot.querySelector('textarea');
              const taken = [];
              for (const key of 'abcdefghijklmnopqrstuvwxyząęóśñç@€#{}[]|~0123456789') {
                for (const keys of [{ altKey: true }, { altKey: true, ctrlKey: true }, { altKey: true, shiftKey: true }]) {
                  if (!area.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...keys }))) taken.push(key);
                }
              }
              return taken;
            }
            """);
        await page.Keyboard.TypeAsync("ąęóśñç@€#{}[]|~");

        swallowed.ShouldBeEmpty();
        await Expect(page.Locator("textarea")).ToHaveValueAsync("ąęóśñç@€#{}[]|~");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_launcher_is_a_button()
    {
        var desk = Own(await ChatDesk.StartAsync());
        var page = await HostAsync(desk);
        var launcher = page.Locator(".launcher");

        (await launcher.EvaluateAsync<string>("node => node.tagName")).ShouldBe("BUTTON");
        await Expect(launcher).ToHaveAttributeAsync("aria-label", "Open chat");
        await launcher.FocusAsync();
        await page.Keyboard.PressAsync("Space");

        await Expect(page.Locator("textarea")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Whoever_knows_an_address_sees_nothing_of_its_history()
    {
        var desk = Own(await ChatDesk.StartAsync());
        var ann = await HostAsync(desk);
        await SayAsync(ann, "My card ends in 4711");
        await GiveAsync(ann, "ann@example.com");
        await desk.ReadAsync(db => db.CustomerIdentities.ExecuteUpdateAsync(set => set.SetProperty(row => row.VerifiedAt, row => row.CreatedAt)));

        var mallory = await HostAsync(desk);
        await SayAsync(mallory, "Hello");
        await GiveAsync(mallory, "ann@example.com");
        await mallory.ReloadAsync();
        await mallory.Locator(".launcher").ClickAsync();

        await Expect(mallory.Locator("article.own")).ToHaveCountAsync(1);
        await Expect(mallory.Locator("article.own")).ToContainTextAsync("Hello");
        await Expect(mallory.Locator("helpdesk-chat")).Not.ToContainTextAsync("4711");
        (await desk.ReadAsync(db => db.Tickets.Select(ticket => ticket.CustomerId).Distinct().CountAsync())).ShouldBe(2);
    }

    private static async Task SayAsync(IPage page, string text, bool isOpen = false)
    {
        if (!isOpen)
        {
            await page.Locator(".launcher").ClickAsync();
        }

        await page.Locator("textarea").FillAsync(text);
        await page.Locator(".send").ClickAsync();
        await Expect(page.Locator("article.own").Last).ToContainTextAsync(text);
        await Expect(page.Locator(".mark")).ToHaveTextAsync("Delivered");
    }

    private static async Task GiveAsync(IPage page, string address)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Get the answer by e-mail" }).ClickAsync();
        await page.Locator(".sheet input[type=email]").First.FillAsync(address);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".foot")).ToContainTextAsync(address);
    }

    private Task<IPage> HostAsync(ChatDesk desk, string path = "/") => OpenAsync(Own(new HostPage(desk.App.Url)).Url, path);
}
