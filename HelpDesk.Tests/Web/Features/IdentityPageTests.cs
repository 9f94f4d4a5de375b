using HelpDesk.Domain.Agents;
using HelpDesk.Tests.Support;
using HelpDesk.Tests.Web.Channels.Chat;
using HelpDesk.Web.Actions.Identity;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HelpDesk.Tests.Web.Features;

/// <summary>From a new key to a tick beside a customer's name, in Chromium.</summary>
public sealed class IdentityPageTests(Browser browser) : BrowserTests(browser)
{
    [Fact]
    public async Task A_key_is_made_a_site_signs_with_it_and_the_agent_sees_who_is_signed_until_it_is_revoked()
    {
        var app = Start();
        await app.OpenDeskAsync();
        var page = await OpenAsync(app, "/sign-in", new() { Locale = "en-GB", ViewportSize = new() { Width = 1440, Height = 1100 } });
        await page.SignInAsync(await app.AddAgentAsync("Ada", Role.Administrator), "/settings/identity");
        await Expect(page.Locator("html[data-circuit=ready]")).ToBeAttachedAsync();
        await page.GetByLabel("Only signed visitors may chat").ClickAsync();
        await Expect(page.Locator(".toast")).ToContainTextAsync("Make a key first");
        await Expect(page.GetByLabel("Only signed visitors may chat")).Not.ToBeCheckedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "New key" }).ClickAsync();
        var secret = await page.Locator("#secret-web").InnerTextAsync();
        var key = await page.Locator(".table code").InnerTextAsync();
        await page.GetByText("Python", new() { Exact = true }).ClickAsync();
        await Expect(page.GetByText($"\"kid\": \"{key}\"")).ToBeVisibleAsync();
        await page.ShouldBeAccessibleAsync();
        await page.SetViewportSizeAsync(390, 844);
        (await page.EvaluateAsync<bool>("document.querySelector('.wide').scrollWidth <= document.querySelector('.wide').clientWidth")).ShouldBeTrue("nothing sticks out");
        await page.SetViewportSizeAsync(1440, 1100);

        var site = new Site("web", new NewIdentityKey(key, secret), app.Get<TimeProvider>());
        var customer = await OpenAsync(Own(new HostPage(app.Url)).Url, "/");
        await customer.WaitForFunctionAsync("window.helpdesk?.show");
        await customer.EvaluateAsync("token => { helpdesk.identify({ id: 'u1', token }); helpdesk.send('Hello') }", site.Signs("u1", name: "Ana"));
        await Expect(customer.Locator(".mark")).ToHaveTextAsync("Delivered");

        await page.GotoAsync("/tickets/all");
        await page.Locator("a.row").ClickAsync();
        await Expect(page.Locator(".person h2")).ToContainTextAsync("Ana");
        await Expect(page.Locator(".person .verified")).ToBeVisibleAsync();
        await page.Locator(".person a").ClickAsync();
        await Expect(page.Locator(".page-head .verified")).ToBeVisibleAsync();

        await page.GotoAsync("/settings/identity");
        await Expect(page.Locator("html[data-circuit=ready]")).ToBeAttachedAsync();
        await Expect(page.Locator("#secret-web")).ToHaveCountAsync(0);
        await Expect(page.Locator("[data-label='Last used'] relative-time")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke " + key }).ClickAsync();
        await page.GetByRole(AriaRole.Alertdialog).GetByRole(AriaRole.Button, new() { Name = "Revoke", Exact = true }).ClickAsync();
        await Expect(page.GetByText("No key yet: whoever chats here is anonymous.")).ToBeVisibleAsync();
        await Expect(page.GetByText("Revoked keys")).ToBeVisibleAsync();
        await Expect(page.Locator("#title-web")).ToBeFocusedAsync();
        await page.ShouldBeAccessibleAsync();
    }
}
