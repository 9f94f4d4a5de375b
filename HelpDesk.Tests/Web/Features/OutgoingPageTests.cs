using Bunit;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Features.Outgoing;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HelpDesk.Tests.Web.Features;

/// <summary>The page of what was sent, is due, or was refused.</summary>
public sealed class OutgoingPageTests(Browser browser) : BrowserTests(browser)
{
    [Fact]
    public async Task Each_view_shows_its_mails_with_the_servers_words_and_finds_a_recipient()
    {
        await using var world = await World.CreateAsync();
        await WriteAsync(world);
        using var screen = await ScreenAsync(world);

        Rows(Show(screen, "due")).ShouldBe(["later@example.com", "next@example.com"]);
        Rows(Show(screen, "sent")).ShouldBe(["sent@example.com"]);
        var refused = Show(screen, "refused");
        Rows(refused).ShouldBe(["refused@example.com"]);
        refused.Find(".said").TextContent.ShouldContain("550 5.1.1 No such user");
        refused.FindAll("nav .number").Select(count => count.TextContent).ShouldBe(["2", "1", "1"]);
        refused.Markup.ShouldContain("No mail server is set up");

        Rows(Show(screen, "due", "NEXT@")).ShouldBe(["next@example.com"]);
        Show(screen, "due", "%").Find(".empty").TextContent.ShouldContain("No mail to “%” is here.");
    }

    [Fact]
    public async Task A_refused_mail_is_sent_again_at_the_wish_of_an_administrator()
    {
        await using var world = await World.CreateAsync();
        await WriteAsync(world);
        using var screen = await ScreenAsync(world);
        var page = Show(screen, "refused");

        await page.Find("td button").ClickAsync(new());

        page.WaitForAssertion(() => page.Find(".empty").TextContent.ShouldContain("No mail was refused or came back."));
        (await world.ReadAsync(db => db.Deliveries.SingleAsync(row => row.Recipient == "refused@example.com"))).State.ShouldBe(DeliveryState.Queued);
    }

    [Fact]
    public async Task A_mail_that_became_a_file_is_downloaded_by_administrators_alone()
    {
        var app = Start();
        var id = await WriteFileAsync(app);
        using var agent = await app.SignedInAsync(await app.AddAgentAsync("Bo"));
        using var root = await app.SignedInAsync(await app.AddAgentAsync("Root", Role.Administrator));
        async Task<(int Status, string? Name, string Text)> GetAsync(HttpClient of, string path)
        {
            using var answer = await of.GetAsync(new Uri(path, UriKind.Relative));
            return ((int)answer.StatusCode, answer.Content.Headers.ContentDisposition?.FileName, await answer.Content.ReadAsStringAsync());
        }

        (await GetAsync(root, "/settings/mail?view=sent")).Text.ShouldContain($"/settings/mail/file/{id}");
        (await GetAsync(root, $"/settings/mail/file/{id}")).ShouldBe((200, $"mail-{id}.eml", "Subject: Hello"));
        (await GetAsync(agent, $"/settings/mail/file/{id}")).Status.ShouldBe(403);
        (await GetAsync(root, $"/settings/mail/file/{id + 1}")).Status.ShouldBe(404, "it left by a server");
        (await GetAsync(root, "/settings/mail/file/999")).Status.ShouldBe(404);
        foreach (var path in (string[])["..%2Fkeys%2Fmail.key", "t1.d1.aaaa", "1/../../keys"])
        {
            (await GetAsync(root, $"/settings/mail/file/{path}")).Status.ShouldBe(404, path);
        }
    }

    [Fact]
    public async Task Another_page_of_mails_follows_where_the_last_one_ended()
    {
        await using var world = await World.CreateAsync();
        await WriteAsync(world, more: OutgoingQuery.Page + 5);
        using var screen = await ScreenAsync(world);
        var page = Show(screen, "due");
        Rows(page).Count.ShouldBe(OutgoingQuery.Page);

        await page.Find(".earlier button").ClickAsync(new());

        page.WaitForAssertion(() => Rows(page).Count.ShouldBe(OutgoingQuery.Page + 7));
        Rows(page).Distinct().Count().ShouldBe(OutgoingQuery.Page + 7);
        page.FindAll(".earlier").ShouldBeEmpty();
    }

    [Fact]
    public async Task It_is_for_administrators_and_fits_a_phone()
    {
        var app = Start();
        using var agent = await app.SignedInAsync(await app.AddAgentAsync("Bo"));
        using var refused = await agent.GetAsync(new Uri("/settings/mail", UriKind.Relative));
        refused.StatusCode.ShouldNotBe(System.Net.HttpStatusCode.OK);

        var page = await OpenAsync(app, "/sign-in", new() { ViewportSize = new() { Width = 390, Height = 844 }, ColorScheme = ColorScheme.Dark });
        await page.SignInAsync(await app.AddAgentAsync("Root", Role.Administrator), "/settings/mail?view=refused");
        await Expect(page.GetByText("No mail was refused or came back.")).ToBeVisibleAsync();
        await Expect(page.Locator("html[data-circuit=ready]")).ToBeAttachedAsync();
        await page.ShouldBeAccessibleAsync();
        (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue("nothing sticks out");
    }

    // One that lies in the folder, and one that does not.
    private static async Task<long> WriteFileAsync(TestApp app)
    {
        await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(app.Data, "outgoing")).FullName, "t1.d1.aaaa.eml"), "Subject: Hello");
        return await app.Services.GetRequiredService<HelpDesk.Web.Data.Writer>().RunAsync(
            async (db, ct) =>
            {
                var now = TimeProvider.System.GetUtcNow();
                var inbox = db.Inboxes.Add(new HelpDesk.Domain.Work.Inbox("desk", "Desk", Channel.Email)).Entity;
                await db.SaveChangesAsync(ct);
                var ticket = new Ticket(1001, new Customer("Ann", "en", now), inbox.Id, Channel.Email, "Late", now);
                db.Tickets.Add(ticket);
                foreach (var messageId in (string[])["t1.d1.aaaa@localhost", "t1.d2.bbbb@localhost"])
                {
                    var mail = ticket.Announce("Hello", Channel.Email, MessageAsk.None, now).Mail("ann@example.com", RecipientRole.To, now, now);
                    mail.Lease(messageId, now, now);
                    mail.Sent(now);
                }

                await db.SaveChangesAsync(ct);
                return ticket.Messages.First().Deliveries.Single().Id;
            },
            CancellationToken.None);
    }

    private static async Task<LiveScreen> ScreenAsync(World world) => new(world, (await world.AgentAsync("Root", Role.Administrator)).Actor);

    private static IRenderedComponent<OutgoingPage> Show(LiveScreen screen, string view, string? search = null)
    {
        var query = search is null ? "" : $"&q={Uri.EscapeDataString(search)}";
        screen.Services.GetRequiredService<NavigationManager>().NavigateTo($"/settings/mail?view={view}{query}");
        var page = screen.Render<OutgoingPage>(parts => parts.AddCascadingValue(screen.Me));
        page.WaitForAssertion(() => page.FindAll(".row-skeleton").ShouldBeEmpty());
        return page;
    }

    private static List<string> Rows(IRenderedComponent<OutgoingPage> page) => [.. page.FindAll("tbody b").Select(cell => cell.TextContent)];

    private static Task<bool> WriteAsync(World world, int more = 0) => world.WriteAsync(async db =>
    {
        var now = world.Clock.GetUtcNow();
        var ticket = new Ticket(1001, new Customer("Ann", "en", now), world.Inbox.Id, Channel.Email, "Late", now);
        db.Tickets.Add(ticket);
        Delivery Mail(string to, int minutes = 0) =>
            ticket.Announce("Hello", Channel.Email, MessageAsk.None, now).Mail(to, RecipientRole.To, now.AddMinutes(minutes), now);
        Mail("next@example.com", 10_000);
        Mail("later@example.com", 5_000).Defer("450 4.2.0 Later", now.AddMinutes(5_000), now);
        Mail("sent@example.com").Sent(now, "250 2.0.0 Queued");
        Mail("refused@example.com").Fail("550 5.1.1 No such user", now);
        for (var i = 0; i < more; i++)
        {
            Mail($"more{i}@example.com", 20_000 + (i / 2));
        }

        await db.SaveChangesAsync();
        return true;
    });
}
