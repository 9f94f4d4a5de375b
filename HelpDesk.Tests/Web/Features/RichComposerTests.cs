using HelpDesk.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HelpDesk.Tests.Web.Features;

/// <summary>An agent sends more than text, and sees live what the customer made of it.</summary>
public sealed class RichComposerTests(Browser browser) : BrowserTests(browser)
{
    // One red pixel.
    private static readonly byte[] Lamp = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFAAH/q842iQAAAABJRU5ErkJggg==");

    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Quick_replies_are_sent_by_keyboard_survive_a_reload_and_show_what_was_chosen(int width, ColorScheme scheme)
    {
        var app = Start();
        await app.OpenDeskAsync();
        using var visitor = await ChatVisitor.OpenAsync(app.Url);
        var ticket = (await visitor.SaysAsync("Hello")).GetProperty("ticket").GetInt64();
        var page = await AgentAsync(app, $"/tickets/all/{ticket}", new() { Locale = "en-GB", ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 844 } });

        await BeginAsync(page, 0);
        await page.Keyboard.TypeAsync("Red\nBlue");
        await page.ShouldBeAccessibleAsync();
        await page.ReloadAsync();
        await Expect(page.GetByLabel("One answer on each line")).ToHaveValueAsync("Red\nBlue");
        await page.Locator(".composer > textarea").FillAsync("Which colour?");
        await page.Keyboard.PressAsync("Control+Enter");

        await Expect(page.Locator(".message.out[data-seq] .replies li")).ToHaveTextAsync(["Red", "Blue"]);
        await Expect(page.Locator(".carries")).ToBeHiddenAsync();
        var asked = (await visitor.GetAsync("messages")).GetProperty("items")[1].GetProperty("id").GetString();
        (await visitor.SendAsync(new { text = "Blue", quickReply = asked }, null)).EnsureSuccessStatusCode();
        await Expect(page.Locator(".replies .chosen")).ToContainTextAsync("Blue");
    }

    [Fact]
    public async Task A_form_is_put_together_and_its_answers_appear_live()
    {
        var app = Start();
        await app.OpenDeskAsync();
        using var visitor = await ChatVisitor.OpenAsync(app.Url);
        var ticket = (await visitor.SaysAsync("Hello")).GetProperty("ticket").GetInt64();
        var page = await AgentAsync(app, $"/tickets/all/{ticket}", null);

        await BeginAsync(page, 2);
        await page.Keyboard.TypeAsync("Return");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send reply" }).ClickAsync();
        await Expect(page.Locator(".carries .problem")).ToContainTextAsync("needs a title");
        await page.GetByLabel("Question", new() { Exact = true }).FillAsync("Order number");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a question" }).PressAsync("Enter");
        await page.Keyboard.TypeAsync("Why?");
        await page.GetByLabel("Kind of answer").Last.SelectOptionAsync("choice");
        await page.GetByLabel("One choice on each line").Last.FillAsync("Broken\nOther");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send reply" }).ClickAsync();

        await Expect(page.Locator(".message.out[data-seq] dt")).ToHaveTextAsync(["Order number", "Why?"]);
        var asked = (await visitor.GetAsync("messages")).GetProperty("items")[1].GetProperty("id").GetString();
        (await visitor.PostAsync($"forms/{asked}", new { answers = new { order_number = "A-1", why = "Other" } })).EnsureSuccessStatusCode();
        await Expect(page.Locator(".message.out[data-seq] dd")).ToHaveTextAsync(["A-1", "Other"]);
        await page.ShouldBeAccessibleAsync();
    }

    [Fact]
    public async Task A_card_carries_a_picture_of_ours_and_nothing_else()
    {
        var app = Start();
        await app.OpenDeskAsync();
        using var visitor = await ChatVisitor.OpenAsync(app.Url);
        var ticket = (await visitor.SaysAsync("Hello")).GetProperty("ticket").GetInt64();
        var page = await AgentAsync(app, $"/tickets/all/{ticket}", null);

        await BeginAsync(page, 1);
        await page.Keyboard.TypeAsync("Lamp");
        await page.Locator(".carries input[type=file]").SetInputFilesAsync(new FilePayload { Name = "lamp.png", MimeType = "image/png", Buffer = Lamp });
        await Expect(page.Locator(".carries .picture img")).ToBeVisibleAsync();
        await page.ShouldBeAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send reply" }).ClickAsync();
        await Expect(page.Locator(".message.out[data-seq] .card img")).ToHaveJSPropertyAsync("naturalWidth", 1);
        await Expect(page.Locator(".message.out[data-seq] .file")).ToHaveCountAsync(0);
        var card = (await visitor.GetAsync("messages")).GetProperty("items")[1].GetProperty("content").GetProperty("cards")[0];
        var path = card.GetProperty("image").GetString()!;
        using var picture = await visitor.TryGetAsync(path[path.IndexOf("files/", StringComparison.Ordinal)..]);
        (await picture.Content.ReadAsByteArrayAsync()).ShouldBe(Lamp);

        Expected.Add("422");
        await BeginAsync(page, 1);
        await page.Keyboard.TypeAsync("Prices");
        await page.Locator(".carries input[type=file]").SetInputFilesAsync(new FilePayload { Name = "prices.png", MimeType = "image/png", Buffer = "price,lamp"u8.ToArray() });
        await Expect(page.Locator(".carries .picture img")).ToBeAttachedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send reply" }).ClickAsync();
        await Expect(page.GetByText("The picture of a card is a PNG, JPEG, GIF or WebP file.")).ToBeVisibleAsync();
    }

    // The menu and its entries by keys alone.
    private static async Task BeginAsync(IPage page, int entry)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Quick replies, card or form" }).PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Menuitem, new() { Name = "Quick replies" })).ToBeFocusedAsync();
        for (var step = 0; step < entry; step++)
        {
            await page.Keyboard.PressAsync("ArrowDown");
        }

        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".carries").Locator("textarea, input").First).ToBeFocusedAsync();
    }

    private async Task<IPage> AgentAsync(TestApp app, string path, BrowserNewContextOptions? options)
    {
        var agent = await app.AddAgentAsync("Bo");
        var page = await OpenAsync(app, "/sign-in", options);
        await page.SignInAsync(agent, path);
        await Expect(page.Locator("html[data-circuit=ready]")).ToBeAttachedAsync();
        return page;
    }
}
