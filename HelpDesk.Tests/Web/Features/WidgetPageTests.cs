using HelpDesk.Domain.Agents;
using HelpDesk.Tests.Support;
using HelpDesk.Tests.Web.Channels.Chat;
using HelpDesk.Web.Settings;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HelpDesk.Tests.Web.Features;

/// <summary>An administrator dresses a chat and puts it onto a site, in Chromium.</summary>
public sealed class WidgetPageTests(Browser browser) : BrowserTests(browser)
{
    [Fact]
    public async Task What_is_chosen_is_previewed_and_then_seen_by_customers_who_are_seen_on_their_site()
    {
        var app = Start();
        await app.OpenDeskAsync();
        var page = await AdministratorAsync(app, "/settings/chats/web", new() { Locale = "en-GB", ViewportSize = new() { Width = 1440, Height = 1100 } });
        await Expect(page.Locator("#snippet")).ToHaveTextAsync($"<script async src=\"{app.Url}/w/loader.js\" data-inbox=\"web\"></script>");
        await Expect(page.GetByText("Not seen on any site yet")).ToBeVisibleAsync();

        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Lámparas Ñandú");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Colour", Exact = true }).FillAsync("#FFCC00");
        await page.GetByLabel("Greeting").FillAsync("¡Hola! ¿En qué ayudamos?");
        await Expect(page.Locator(".widget-preview b")).ToHaveTextAsync("Lámparas Ñandú");
        await Expect(page.Locator(".widget-preview .badge")).ToHaveCSSAsync("background-color", "rgb(255, 204, 0)");
        await Expect(page.Locator(".widget-preview .badge")).ToHaveCSSAsync("color", "rgb(0, 0, 0)");
        await Expect(page.GetByText("Text on it is black and stands out 13.9 : 1.")).ToBeVisibleAsync();
        await page.GetByLabel("Text in the launcher").FillAsync("\"Ask\" us");
        await page.GetByLabel("Position").SelectOptionAsync("At the left");
        await page.GetByLabel("English").UncheckAsync();
        await page.GetByLabel("end the chat").UncheckAsync();
        await Expect(page.Locator(".launcher-preview[data-side=left]")).ToContainTextAsync("\"Ask\" us");
        await Expect(page.Locator(".widget-preview .offers")).ToContainTextAsync("Recibir la respuesta por correo");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(page.Locator(".toast")).ToContainTextAsync("Saved");
        await Expect(page.Locator("#snippet")).ToContainTextAsync("data-inbox=\"web\" data-color=\"#ffcc00\" data-position=\"left\" data-text=\"&quot;Ask&quot; us\">");
        await page.ShouldBeAccessibleAsync();

        var host = Own(new HostPage(app.Url));
        var customer = await OpenAsync(host.Url, "/", new() { Locale = "en-GB" });
        await customer.WaitForFunctionAsync("window.helpdesk?.show");
        await customer.EvaluateAsync("helpdesk.show()");
        await Expect(customer.GetByRole(AriaRole.Heading, new() { Name = "Lámparas Ñandú" })).ToBeVisibleAsync();
        await Expect(customer.GetByText("¡Hola! ¿En qué ayudamos?")).ToBeVisibleAsync();
        var launcher = customer.Locator(".launcher");
        await Expect(launcher).ToHaveAttributeAsync("aria-label", "\"Ask\" us: Cerrar chat");
        (await launcher.EvaluateAsync<bool>("button => button.getBoundingClientRect().right < innerWidth / 2")).ShouldBeTrue("it stands at the left");
        await Expect(launcher).ToHaveCSSAsync("background-color", "rgb(255, 204, 0)");
        await customer.ShouldBeAccessibleAsync();
        await page.ReloadAsync();
        await Expect(page.GetByText($"Seen on {host.Url}")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_cannot_be_is_said_at_its_field_and_the_snippet_is_copied_on_a_phone_as_well()
    {
        var app = Start();
        await app.OpenDeskAsync();
        var page = await AdministratorAsync(app, "/settings/chats/web", new() { Locale = "en-GB", ColorScheme = ColorScheme.Dark, ViewportSize = new() { Width = 390, Height = 844 }, Permissions = ["clipboard-read", "clipboard-write"] });
        await page.GetByLabel("Sites that may embed it").FillAsync("https://www.example.com/shop\njavascript:alert(1)");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("“javascript:alert(1)” is no address of a site");
        await Expect(page.GetByLabel("Sites that may embed it")).ToBeFocusedAsync();
        await page.GetByLabel("Sites that may embed it").FillAsync("https://WWW.example.com/shop");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(page.GetByLabel("Sites that may embed it")).ToHaveValueAsync("https://www.example.com");

        await page.GetByLabel("Customer silent: chat ends after").FillAsync("15");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save times" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("at least 20 seconds after the reminder");
        await Expect(page.GetByLabel("Customer silent: chat ends after")).ToBeFocusedAsync();
        await page.GetByLabel("Customer silent: chat ends after").FillAsync("20");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save times" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
        await Eventually.BeTrueAsync(() => app.Get<Policies>().For(1).EndAfter == TimeSpan.FromMinutes(20), "the inbox has its own time");

        await page.Locator("[data-from=snippet]").ClickAsync();
        await Expect(page.GetByText("Copied")).ToBeVisibleAsync();
        (await page.EvaluateAsync<string>("navigator.clipboard.readText()")).ShouldContain("data-inbox=\"web\"");
        await page.ShouldBeAccessibleAsync();
        (await page.EvaluateAsync<bool>("document.querySelector('.wide').scrollWidth <= document.querySelector('.wide').clientWidth")).ShouldBeTrue("nothing sticks out");
    }

    [Fact]
    public async Task Questions_are_written_moved_and_asked_before_the_chat()
    {
        var app = Start();
        await app.OpenDeskAsync();
        var page = await AdministratorAsync(app, "/settings/chats/web", new() { Locale = "en-GB", ViewportSize = new() { Width = 1440, Height = 1100 } });
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a question" }).ClickAsync();
        await Expect(page.Locator("#question-0-label")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("What is it about?");
        await page.Locator("#question-0-type").SelectOptionAsync("Choice");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save questions" }).ClickAsync();
        await Expect(page.Locator("#question-0-choices")).ToBeFocusedAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Write up to 30 choices");
        await page.Locator("#question-0-choices").FillAsync("Lamps\nAn order");

        await page.GetByRole(AriaRole.Button, new() { Name = "Add a question" }).ClickAsync();
        await page.Locator("#question-1-label").FillAsync("Order number");
        await page.Locator("#question-1-pattern").FillAsync("A-####");
        await page.Locator("#question-1-only").SelectOptionAsync("only after “What is it about?”");
        await page.Locator("#question-1-when").SelectOptionAsync("An order");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Question 2 up" })).ToBeDisabledAsync();

        await page.GetByLabel("Kind of question").SelectOptionAsync("Customer’s name");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a question" }).ClickAsync();
        await page.Locator("#question-2-label").FillAsync("Your name");
        await page.GetByRole(AriaRole.Button, new() { Name = "Question 3 up" }).PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Question 2 up" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".asking .question").First).ToContainTextAsync("Your name");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save questions" }).ClickAsync();
        await Expect(page.Locator(".toast")).ToContainTextAsync("Saved");
        await page.ShouldBeAccessibleAsync();

        var customer = await OpenAsync(app, "/c/web");
        await customer.GetByLabel("Your name").FillAsync("Ann");
        await customer.GetByLabel("What is it about?").SelectOptionAsync("An order");
        await customer.GetByLabel("Order number").FillAsync("A-4711");
        await customer.GetByRole(AriaRole.Button, new() { Name = "Start the chat" }).ClickAsync();
        await customer.Locator(".composer textarea").FillAsync("Where is it?");
        await customer.Keyboard.PressAsync("Enter");
        await Expect(customer.Locator("article.own dd")).ToHaveTextAsync(["Ann", "An order", "A-4711"]);
    }

    private async Task<IPage> AdministratorAsync(TestApp app, string path, BrowserNewContextOptions options)
    {
        var page = await OpenAsync(app, "/sign-in", options);
        await page.SignInAsync(await app.AddAgentAsync("Ada", Role.Administrator), path);
        await Expect(page.Locator("html[data-circuit=ready]")).ToBeAttachedAsync();
        return page;
    }
}
