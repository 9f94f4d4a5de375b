using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using HelpDesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HelpDesk.Tests.Web.Features;

/// <summary>What an agent writes stays theirs, in its ticket and in its tab, whatever happens around it.</summary>
public sealed class ComposerTests(Browser browser) : BrowserTests(browser)
{
    [Fact]
    public async Task A_file_of_a_note_does_not_go_out_with_the_reply()
    {
        var (app, inbox) = await DeskAsync();
        var ticket = await app.WritesAsync(inbox, "Ann", "Hello");
        var page = await AgentAsync(app, $"/tickets/all/{ticket}");
        await page.Keyboard.PressAsync("n");
        await AttachAsync(page, "costs.txt");
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("r");
        await Expect(Chip(page)).ToHaveCountAsync(0);
        await page.Keyboard.TypeAsync("Here you are");
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.Locator(".message.out[data-seq] .text")).ToHaveTextAsync("Here you are");

        await page.Locator("[data-kind=note]").ClickAsync();
        await Expect(Chip(page)).ToHaveTextAsync("costs.txt");
        await page.Keyboard.TypeAsync("Only for us");
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.Locator(".message.note[data-seq] .text")).ToHaveTextAsync("Only for us");
        (await ReadAsync(app, db => db.Attachments.Where(file => file.MessageId != null)
            .Join(db.Messages, file => file.MessageId, message => message.Id, (file, message) => message.Kind).SingleAsync())).ShouldBe(MessageKind.Note);
    }

    [Fact]
    public async Task Files_wait_with_their_words_while_another_ticket_is_looked_at_and_over_a_reload()
    {
        var (app, inbox) = await DeskAsync();
        var first = await app.WritesAsync(inbox, "Ann", "Hello");
        var second = await app.WritesAsync(inbox, "Cid", "Me too");
        var page = await AgentAsync(app, $"/tickets/all/{first}");
        await Text(page).FillAsync("See attached");
        await AttachAsync(page, "contract.txt");
        await page.Locator($".row[data-number='{second}']").ClickAsync();
        await Expect(page.Locator("hd-timeline")).ToContainTextAsync("Me too");
        await Expect(Chip(page)).ToHaveCountAsync(0);
        await page.Locator($".row[data-number='{first}']").ClickAsync();
        await Expect(Text(page)).ToHaveValueAsync("See attached");
        await Expect(Chip(page)).ToHaveTextAsync("contract.txt");
        await Eventually.BeTrueAsync(() => ReadAsync(app, db => db.AgentTicketStates.AnyAsync(row => row.ReadSeq > 0 && db.Tickets.Any(each => each.Id == row.TicketId && each.Number == first))), "the message counts as read");
        await page.ReloadAsync();
        await Expect(Chip(page)).ToHaveTextAsync("contract.txt");
        await Text(page).PressAsync("Control+Enter");
        await Expect(page.Locator(".message.out[data-seq] .file")).ToContainTextAsync("contract.txt");
        await Expect(Chip(page)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_reply_does_not_go_without_the_file_that_could_not_be_sent()
    {
        Expected.Add("ERR_FAILED");
        var (app, inbox) = await DeskAsync();
        var ticket = await app.WritesAsync(inbox, "Ann", "Hello");
        var page = await AgentAsync(app, $"/tickets/all/{ticket}");
        await page.RouteAsync("**/files", route => route.AbortAsync(), new() { Times = 1 });
        await page.Locator("hd-composer input[type=file]").SetInputFilesAsync(Note("lost.txt"));
        await Expect(page.Locator(".chosen .failed")).ToBeVisibleAsync();
        await Text(page).FillAsync("See attached");
        await Text(page).PressAsync("Control+Enter");
        await Expect(page.Locator(".composer .guard")).ToHaveTextAsync("Remove the file that could not be sent, or attach it again.");
        await page.ShouldBeAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove lost.txt" }).ClickAsync();
        await Expect(page.Locator(".composer .guard")).ToBeHiddenAsync();
        await Text(page).PressAsync("Control+Enter");
        await Expect(page.Locator(".message.out[data-seq] .text")).ToHaveTextAsync("See attached");
    }

    [Fact]
    public async Task What_was_sent_from_elsewhere_does_not_come_back()
    {
        var (app, inbox) = await DeskAsync();
        var ticket = await app.WritesAsync(inbox, "Ann", "Hello");
        var page = await AgentAsync(app, $"/tickets/all/{ticket}");
        await Text(page).FillAsync("Half a thought");
        await Expect(page.Locator(".composer .saved")).ToHaveTextAsync("Draft saved");
        await using (var db = await app.Get<IDbContextFactory<HelpDeskDb>>().CreateDbContextAsync())
        {
            await db.Drafts.ExecuteUpdateAsync(set => set.SetProperty(draft => draft.Text, "Half a thought, gone on with on the phone"));
        }

        await page.ReloadAsync();
        await Expect(Text(page)).ToHaveValueAsync("Half a thought, gone on with on the phone");
        await using (var db = await app.Get<IDbContextFactory<HelpDeskDb>>().CreateDbContextAsync())
        {
            await db.Drafts.ExecuteDeleteAsync();
        }

        await page.ReloadAsync();
        await Expect(Text(page)).ToHaveValueAsync("");
    }

    [Fact]
    public async Task An_answer_that_is_not_ours_sends_nothing_and_one_that_fails_holds_up_only_its_own_ticket()
    {
        Expected.Add("503");
        var (app, inbox) = await DeskAsync();
        var first = await app.WritesAsync(inbox, "Ann", "Hello");
        var second = await app.WritesAsync(inbox, "Cid", "Me too");
        var page = await AgentAsync(app, $"/tickets/all/{first}");
        await page.RouteAsync($"**/app/tickets/{first}/messages", route => route.FulfillAsync(new() { Status = 503 }));
        await Text(page).FillAsync("One");
        await Text(page).PressAsync("Control+Enter");
        await page.Locator($".row[data-number='{second}']").ClickAsync();
        await Expect(page.Locator("hd-timeline")).ToContainTextAsync("Me too");
        await page.RouteAsync($"**/app/tickets/{second}/messages", route => route.FulfillAsync(new() { Status = 200, ContentType = "text/html", Body = "<h1>Back soon</h1>" }), new() { Times = 1 });
        await Text(page).FillAsync("Two");
        await Text(page).PressAsync("Control+Enter");
        await Expect(page.Locator(".message.out[data-seq] .text")).ToHaveTextAsync("Two");

        await page.UnrouteAsync($"**/app/tickets/{first}/messages");
        await page.Locator($".row[data-number='{first}']").ClickAsync();
        await Expect(page.Locator(".message.out[data-seq] .text")).ToHaveTextAsync("One", new() { Timeout = 40_000 });
        (await ReadAsync(app, db => db.Messages.Where(row => row.AuthorKind == AuthorKind.Agent && row.Kind == MessageKind.Public).Select(row => row.BodyText).ToListAsync())).ShouldBe(["One", "Two"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_page_that_loads_itself_anew_lets_a_note_go_on_as_a_note()
    {
        var (app, inbox) = await DeskAsync();
        var ticket = await app.WritesAsync(inbox, "Ann", "Hello");
        var page = await AgentAsync(app, $"/tickets/all/{ticket}");
        await page.Keyboard.PressAsync("n");
        await page.Keyboard.TypeAsync("She is furious, ");
        await page.EvaluateAsync("() => { history.replaceState(history.state, '', location.pathname); document.dispatchEvent(new CustomEvent('before-circuit-reload')); }");
        await page.ReloadAsync();
        await Expect(page.Locator(".composer.is-note")).ToBeVisibleAsync();
        await Expect(page.Locator("html[data-circuit=ready]")).ToBeAttachedAsync();
        await Expect(Text(page)).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("reply later");
        await Expect(Text(page)).ToHaveValueAsync("She is furious, reply later");
    }

    [Fact]
    public async Task Keys_after_going_on_mean_the_ticket_that_comes()
    {
        var (app, inbox) = await DeskAsync();
        var first = await app.WritesAsync(inbox, "Ann", "I waited longest");
        await app.WritesAsync(inbox, "Cid", "Me too");
        var page = await AgentAsync(app, $"/tickets/all/{first}");
        await Expect(page.Locator(".row")).ToHaveCountAsync(2);
        await page.EvaluateAsync("() => { for (const key of ['j', 'e', 'r']) document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })); }");
        await Expect(page.Locator("hd-timeline")).ToContainTextAsync("Me too");
        await Expect(Text(page)).ToBeFocusedAsync();
        (await ReadAsync(app, db => db.Tickets.CountAsync(row => row.SolvedAt != null))).ShouldBe(0);
    }

    private static FilePayload Note(string name) => new() { Name = name, MimeType = "text/plain", Buffer = [.. "kept"u8] };

    private static async Task AttachAsync(IPage page, string name)
    {
        await page.Locator("hd-composer input[type=file]").SetInputFilesAsync(Note(name));
        await Expect(Chip(page)).ToHaveTextAsync(name);
        await Expect(page.Locator(".chosen progress")).ToHaveCountAsync(0);
    }

    private static ILocator Chip(IPage page) => page.Locator(".chosen .file");

    private static ILocator Text(IPage page) => page.Locator("hd-composer textarea");

    private static async Task<T> ReadAsync<T>(TestApp app, Func<HelpDeskDb, Task<T>> read)
    {
        await using var db = await app.Get<IDbContextFactory<HelpDeskDb>>().CreateDbContextAsync();
        return await read(db);
    }

    private async Task<(TestApp App, long Inbox)> DeskAsync()
    {
        var app = Start();
        return (app, await app.OpenDeskAsync());
    }

    private async Task<IPage> AgentAsync(TestApp app, string path)
    {
        var page = await OpenAsync(app, "/sign-in");
        await page.SignInAsync(await app.AddAgentAsync("Bo"), path);
        await Expect(page.Locator("html[data-circuit=ready]")).ToBeAttachedAsync();
        return page;
    }
}
