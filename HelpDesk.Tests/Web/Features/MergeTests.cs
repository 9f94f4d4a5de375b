using HelpDesk.Domain.Customers;
using HelpDesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HelpDesk.Tests.Web.Features;

/// <summary>Two records of one person, merged and taken apart on screen.</summary>
public sealed class MergeTests(Browser browser) : BrowserTests(browser)
{
    [Fact]
    public async Task The_other_record_is_suggested_merged_and_taken_apart_by_keyboard()
    {
        var (desk, anna, visitor) = await PairAsync();
        var page = await AgentAsync(desk, $"/customers/{visitor.PublicId}", new() { ViewportSize = new() { Width = 1440, Height = 900 } });
        await page.GetByRole(AriaRole.Button, new() { Name = "Merge…" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Expect(dialog.GetByRole(AriaRole.Searchbox)).ToBeFocusedAsync();
        await Expect(dialog).ToContainTextAsync("Perhaps the same person");
        await page.ShouldBeAccessibleAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");

        await Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Merge", Exact = true })).ToBeFocusedAsync();
        await Expect(dialog.GetByRole(AriaRole.Radio, new() { Name = "Anna" })).ToBeCheckedAsync();
        await Expect(dialog).ToContainTextAsync("Vienna");
        await Expect(dialog).ToContainTextAsync("1 ticket, 0 notes");
        await page.ShouldBeAccessibleAsync();
        await page.Keyboard.PressAsync("Enter");

        await page.WaitForURLAsync($"**/customers/{anna.PublicId}");
        await Expect(dialog).ToHaveCountAsync(0);
        await Expect(page.GetByText("Merged into this record")).ToBeVisibleAsync();
        (await IntoAsync(desk, visitor.Id)).ShouldBe(anna.Id);
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(page.GetByText("Merged into this record")).ToHaveCountAsync(0);
        (await IntoAsync(desk, visitor.Id)).ShouldBeNull();
    }

    [Fact]
    public async Task The_other_record_is_found_by_name_on_a_phone_and_a_merged_one_leads_to_the_survivor()
    {
        var (desk, anna, visitor) = await PairAsync();
        var page = await AgentAsync(desk, $"/customers/{anna.PublicId}", new() { ViewportSize = new() { Width = 390, Height = 844 }, ColorScheme = ColorScheme.Dark, Locale = "es-ES" });
        await page.GetByRole(AriaRole.Button, new() { Name = "Unir…" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Searchbox).FillAsync("zzzz");
        await Expect(dialog.GetByRole(AriaRole.Status)).ToContainTextAsync("No se encontró a nadie");
        await dialog.GetByRole(AriaRole.Searchbox).FillAsync("claim@");
        await dialog.Locator(".pick").ClickAsync();
        await page.ShouldBeAccessibleAsync();
        (await page.EvaluateAsync<bool>("(box => box.scrollWidth <= box.clientWidth)(document.querySelector('dialog.merge'))")).ShouldBeTrue("nothing sticks out");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Unir", Exact = true }).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);

        await page.GotoAsync($"/customers/{visitor.PublicId}");
        await page.WaitForURLAsync($"**/customers/{anna.PublicId}");
        await Expect(page.Locator("html[data-circuit=ready]")).ToBeAttachedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Separar" }).ClickAsync();
        await Expect(page.GetByText("Vuelven a ser dos fichas")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Abrir la ficha" }).ClickAsync();
        await page.WaitForURLAsync($"**/customers/{visitor.PublicId}");
    }

    [Fact]
    public async Task Two_people_of_your_own_system_are_not_merged()
    {
        var (desk, anna, visitor) = await PairAsync();
        await desk.WriteAsync(async db =>
        {
            (await db.Customers.SingleAsync(row => row.Id == anna.Id)).TakeExternalId("u1");
            return (await db.Customers.SingleAsync(row => row.Id == visitor.Id)).TakeExternalId("u2");
        });
        var page = await AgentAsync(desk, $"/customers/{anna.PublicId}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Merge…" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).Locator(".pick").ClickAsync();

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("u1 and u2");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Merge", Exact = true })).ToHaveCountAsync(0);
        await page.ShouldBeAccessibleAsync();
    }

    // Anna has proven an address that a visitor only claims.
    private async Task<(ChatDesk Desk, Customer Anna, Customer Visitor)> PairAsync()
    {
        var desk = Own(await ChatDesk.StartAsync());
        var visitor = await desk.VisitorAsync();
        await visitor.SaysAsync("Hello");
        var now = TimeProvider.System.GetUtcNow();
        var pair = await desk.WriteAsync(async db =>
        {
            var claimant = await db.Customers.Include(row => row.Identities).SingleAsync();
            claimant.Claim(IdentityType.Email, "claim@example.com", now);
            claimant.SetAttribute("city", "Vienna");
            var anna = db.Customers.Add(new Customer("Anna", "en", now)).Entity;
            anna.Claim(IdentityType.Email, "claim@example.com", now).Verify(IdentityProof.Agent, now);
            await db.SaveChangesAsync();
            return (anna, claimant);
        });
        return (desk, pair.anna, pair.claimant);
    }

    // By the fields' names: the words are in three languages.
    private async Task<IPage> AgentAsync(ChatDesk desk, string path, BrowserNewContextOptions? options = null)
    {
        var page = await OpenAsync(desk.App, $"/sign-in?returnUrl={Uri.EscapeDataString(path)}", options);
        await page.Locator("#email").FillAsync((await desk.App.AddAgentAsync("Cleo")).Email);
        await page.Locator("#password").FillAsync(Colleague.Password);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("html[data-circuit=ready]")).ToBeAttachedAsync();
        return page;
    }

    private static Task<long?> IntoAsync(ChatDesk desk, long id) => desk.ReadAsync(db => db.Customers.Where(row => row.Id == id).Select(row => row.MergedIntoId).SingleAsync());
}
