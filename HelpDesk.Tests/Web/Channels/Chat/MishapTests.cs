using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using HelpDesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HelpDesk.Tests.Web.Channels.Chat;

/// <summary>What stands between a visitor and the desk answers wrongly, late or not at all: nothing is lost and nothing freezes.</summary>
public sealed class MishapTests(Browser browser) : BrowserTests(browser)
{
    private const string Delivered = "Delivered";

    [Fact]
    public async Task An_answer_that_is_not_ours_delivers_nothing()
    {
        var desk = Own(await ChatDesk.StartAsync());
        var page = await OpenAsync(desk.App, "/c/web");
        var answered = 0;
        await page.RouteAsync("**/w/v1/messages", route => Interlocked.Increment(ref answered) == 1
            ? route.FulfillAsync(new() { Status = 200, ContentType = "text/html", Body = "<h1>Welcome to the hotel</h1>" })
            : route.ContinueAsync());
        await WriteAsync(page, "once");
        await Expect(page.Locator(".mark")).ToHaveTextAsync(Delivered);
        answered.ShouldBe(2);
        (await TextsAsync(desk)).ShouldBe(["once"]);
    }

    [Fact]
    public async Task A_stranger_who_says_not_found_ends_no_conversation()
    {
        Expected.Add("404");
        var desk = Own(await ChatDesk.StartAsync());
        var page = await OpenAsync(desk.App, "/c/web");
        await WriteAsync(page, "one");
        await Expect(page.Locator(".mark")).ToHaveTextAsync(Delivered);
        var refused = 0;
        await page.RouteAsync("**/w/v1/inboxes/web/visitors", route => Interlocked.Increment(ref refused) == 1
            ? route.FulfillAsync(new() { Status = 404, ContentType = "text/plain", Body = "404 page not found" })
            : route.ContinueAsync());

        await page.ReloadAsync();

        await Expect(page.Locator("article.own")).ToContainTextAsync("one");
        await WriteAsync(page, "two");
        await Expect(page.Locator("article.own")).ToHaveCountAsync(2);
        await Expect(page.Locator(".mark")).ToHaveTextAsync(Delivered);
        (await desk.ReadAsync(db => db.Tickets.CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task Answers_that_the_desk_refuses_are_asked_for_again_and_what_was_written_goes_with_them()
    {
        Expected.Add("422");
        Expected.Add("ERR_FAILED");
        var form = new PreChatForm(null, [new FormField { Name = "phone", Label = "Phone", Type = FormFieldType.Phone, IsRequired = true }]);
        var desk = Own(await ChatDesk.StartAsync(widget: new WidgetSettings { PreChat = form }));
        var page = await OpenAsync(desk.App, "about:blank");
        var missing = 0;
        await page.RouteAsync("**/w/prechat.js", route => Interlocked.Increment(ref missing) == 1 ? route.AbortAsync() : route.ContinueAsync());
        await page.GotoAsync("/c/web");
        var phone = page.Locator(".prechat input[type=tel]");
        await phone.FillAsync("call me");
        await phone.PressAsync("Enter");
        await Expect(phone).ToHaveAttributeAsync("aria-invalid", "true");

        // An answer that only the desk can refuse: the form changed since the page was opened.
        await phone.FillAsync("+34 600 123 456");
        await page.RouteAsync("**/w/v1/messages", Refuse, new() { Times = 1 });
        await phone.PressAsync("Enter");
        var fetched = page.WaitForResponseAsync("**/w/v1/inboxes/web");
        await WriteAsync(page, "Hello");
        await fetched;

        await Expect(phone).ToBeFocusedAsync();
        await Expect(page.Locator(".composer textarea")).ToBeHiddenAsync();
        await page.ShouldBeAccessibleAsync();
        await page.Keyboard.TypeAsync("+34 600 123 457");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".mark")).ToHaveTextAsync(Delivered);
        await Expect(page.Locator(".composer textarea")).ToBeFocusedAsync();
        (await TextsAsync(desk)).ShouldBe(["Hello"]);
        (await desk.ReadAsync(db => db.Tickets.SingleAsync())).Attributes["phone"].ShouldBe("+34 600 123 457");

        static Task Refuse(IRoute route) => route.FulfillAsync(new()
        {
            Status = 422, ContentType = "application/problem+json", Body = """{"code":"form","detail":"Please check the answer."}""",
        });
    }

    [Fact]
    public async Task What_failed_in_a_tab_that_does_not_listen_itself_goes_out_when_the_line_is_back()
    {
        Expected.Add("ERR_");
        var desk = Own(await ChatDesk.StartAsync());
        var cable = Own(new Cable(desk.App.Port));
        var first = await OpenAsync(cable.Url, "/c/web");
        await first.Clock.InstallAsync();
        await first.ReloadAsync();
        await WriteAsync(first, "one");
        await Expect(first.Locator(".mark")).ToHaveTextAsync(Delivered);
        var second = await first.Context.NewPageAsync();
        await second.GotoAsync(cable.Url + "/c/web");
        await Expect(second.Locator("article.own")).ToBeVisibleAsync();

        cable.Cut();
        await WriteAsync(second, "two");
        await PassUntilAsync(first, async () => await second.Locator(".mark.bad").CountAsync() == 1);
        cable.Mend();
        await PassUntilAsync(first, async () => (await TextsAsync(desk)).Count == 2);
        await Expect(second.Locator(".mark.bad")).ToHaveCountAsync(0);
        (await TextsAsync(desk)).ShouldBe(["one", "two"]);
    }

    [Fact]
    public async Task A_form_goes_when_the_chat_has_begun_in_another_tab()
    {
        var form = new PreChatForm(null, [new FormField { Name = "colour", Label = "Colour" }]);
        var desk = Own(await ChatDesk.StartAsync(widget: new WidgetSettings { PreChat = form }));
        var first = await OpenAsync(desk.App, "/c/web");
        await Expect(first.Locator(".prechat .field input")).ToBeVisibleAsync();
        var second = await first.Context.NewPageAsync();
        await second.GotoAsync("/c/web");
        await second.Locator(".prechat .field input").PressAsync("Enter");
        await WriteAsync(second, "Hello");
        await Expect(second.Locator(".mark")).ToHaveTextAsync(Delivered);

        await Expect(first.Locator("article.own")).ToContainTextAsync("Hello");
        await Expect(first.Locator(".prechat")).ToHaveCountAsync(0);
        await WriteAsync(first, "And again");
        await Expect(first.Locator(".mark")).ToHaveTextAsync(Delivered);
    }

    [Fact]
    public async Task A_file_that_did_not_go_up_stays_to_be_seen_while_one_writes_on()
    {
        Expected.Add("ERR_FAILED");
        var desk = Own(await ChatDesk.StartAsync());
        var page = await OpenAsync(desk.App, "/c/web");
        await page.RouteAsync("**/w/v1/files", route => route.AbortAsync(), new() { Times = 1 });
        await page.Locator("input[type=file]").SetInputFilesAsync(Note("lost.txt"));
        await Expect(page.Locator(".chips .error")).ToHaveTextAsync("That did not work. Please try again.");
        await page.Locator("textarea").PressSequentiallyAsync("See the note");
        await Expect(page.Locator(".chips li")).ToContainTextAsync("lost.txt");
        await page.ShouldBeAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove lost.txt" }).ClickAsync();
        await page.Locator("input[type=file]").SetInputFilesAsync(Note("found.txt"));
        await Expect(page.Locator("progress")).ToHaveCountAsync(0);
        await page.Locator("textarea").PressAsync("Enter");
        await Expect(page.Locator("article .file")).ToContainTextAsync("found.txt");
        await Expect(page.Locator(".mark")).ToHaveTextAsync(Delivered);
    }

    [Fact]
    public async Task What_was_chosen_before_the_language_was_known_stays_chosen()
    {
        var desk = Own(await ChatDesk.StartAsync(widget: new WidgetSettings { Languages = ["es"] }));
        var page = await OpenAsync(desk.App, "about:blank");
        var late = new TaskCompletionSource();
        await page.RouteAsync("**/w/v1/inboxes/web", async route =>
        {
            await late.Task;
            await route.ContinueAsync();
        });
        await page.GotoAsync("/c/web");
        await page.Locator("input[type=file]").SetInputFilesAsync(Note("note.txt"));
        await Expect(page.Locator(".chips li")).ToBeVisibleAsync();
        late.SetResult();

        await Expect(page.Locator("textarea")).ToHaveAttributeAsync("placeholder", "Escriba un mensaje");
        await Expect(page.Locator(".chips li")).ToContainTextAsync("note.txt");
        await Expect(page.Locator("progress")).ToHaveCountAsync(0);
        await page.Locator(".send").ClickAsync();
        await Expect(page.Locator("article .file")).ToContainTextAsync("note.txt");
        await Expect(page.Locator(".mark")).ToHaveTextAsync("Entregado");
    }

    [Fact]
    public async Task Editing_what_failed_keeps_what_is_being_written()
    {
        Expected.Add("422");
        var desk = Own(await ChatDesk.StartAsync());
        var page = await OpenAsync(desk.App, "/c/web");
        await page.RouteAsync("**/w/v1/messages", route => route.FulfillAsync(new() { Status = 422, ContentType = "application/problem+json", Body = """{"code":"too_long"}""" }));
        await WriteAsync(page, "first");
        await Expect(page.Locator(".mark.bad")).ToContainTextAsync("Please shorten or change it.");
        await page.Locator("textarea").FillAsync("second");
        await page.GetByRole(AriaRole.Button, new() { Name = "Edit" }).ClickAsync();
        await Expect(page.Locator("textarea")).ToHaveValueAsync("first\nsecond");
        await Expect(page.Locator(".mark")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_wish_pressed_twice_is_one_wish_and_takes_along_what_was_asked_before()
    {
        var form = new PreChatForm(null, [new FormField { Name = "colour", Label = "Colour", IsRequired = true }]);
        var desk = Own(await ChatDesk.StartAsync(widget: new WidgetSettings { PreChat = form }));
        var agent = await OpenAsync(desk.App, "/sign-in");
        await agent.SignInAsync(await desk.App.AddAgentAsync("Cleo", HelpDesk.Domain.Agents.Role.Agent), "/tickets/all");
        await Expect(agent.Locator("html[data-circuit=ready]")).ToBeAttachedAsync();
        var page = await OpenAsync(desk.App, "/c/web");
        await page.Locator(".prechat .field input").FillAsync("Red");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".status[data-state=online]")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "More" }).ClickAsync();
        var answers = 0;
        page.Response += (_, answer) => answers += answer.Url.EndsWith("/talk-now", StringComparison.Ordinal) ? 1 : 0;
        await page.GetByRole(AriaRole.Button, new() { Name = "Talk to somebody now" }).DblClickAsync();

        await Eventually.BeTrueAsync(() => answers == 2, "both are answered");
        await Expect(page.Locator("article.own")).ToContainTextAsync("I would like to talk to somebody now.");
        await Expect(page.Locator(".sheet")).ToBeHiddenAsync();
        (await TextsAsync(desk)).Count.ShouldBe(1);
        (await desk.ReadAsync(db => db.Tickets.SingleAsync())).Attributes["colour"].ShouldBe("Red");
    }

    private static Task PassUntilAsync(IPage page, Func<Task<bool>> condition) => Eventually.BeTrueAsync(
        async () =>
        {
            await page.Clock.RunForAsync(5_000);
            return await condition();
        },
        "what time brings",
        TimeSpan.FromSeconds(30));

    private static FilePayload Note(string name) => new() { Name = name, MimeType = "text/plain", Buffer = [.. "kept"u8] };

    private static async Task WriteAsync(IPage page, string text)
    {
        await page.Locator(".composer textarea").FillAsync(text);
        await page.Locator(".composer textarea").PressAsync("Enter");
    }

    private static Task<List<string>> TextsAsync(ChatDesk desk) => desk.ReadAsync(
        db => db.Messages.Where(row => row.AuthorKind == AuthorKind.Customer && row.Kind == MessageKind.Public).OrderBy(row => row.Seq).Select(row => row.BodyText).ToListAsync());
}
