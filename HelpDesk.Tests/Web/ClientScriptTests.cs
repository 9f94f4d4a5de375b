using HelpDesk.Tests.Support;
using HelpDesk.Tests.Web.Lab;
using Microsoft.AspNetCore.Builder;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HelpDesk.Tests.Web;

/// <summary>What our screens need of the client script, which is one version older than the server: decision 0001.</summary>
public sealed class ClientScriptTests(Browser browser) : BrowserTests(browser)
{
    private readonly int port = Ports.Free();
    private WebApplication server = null!;
    private Cable cable = null!;

    public override async Task InitializeAsync()
    {
        server = await LabServer.StartAsync(port);
        cable = new Cable(port);
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await cable.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Clicks_and_bound_typing_reach_the_server_and_come_back()
    {
        var page = await OpenLabAsync();

        await page.ClickAsync("#count");
        await page.ClickAsync("#count");
        await page.FillAsync("#name", "Ñandú");

        await Expect(page.Locator("#count")).ToHaveTextAsync("2 clicks");
        await Expect(page.Locator("#hello")).ToHaveTextAsync("Hello Ñandú");
    }

    [Fact]
    public async Task A_long_list_draws_only_what_is_in_sight()
    {
        var page = await OpenLabAsync();
        await Expect(page.GetByText("Row 0", new() { Exact = true })).ToBeVisibleAsync();
        (await page.Locator(".row").CountAsync()).ShouldBeLessThan(200);

        await page.EvaluateAsync("window.scrollTo(0, document.body.scrollHeight)");

        await Expect(page.GetByText("Row 9999", new() { Exact = true })).ToBeVisibleAsync();
        (await page.Locator(".row").CountAsync()).ShouldBeLessThan(200);
    }

    [Fact]
    public async Task A_script_module_is_imported_and_calls_back_into_the_page()
    {
        var page = await OpenLabAsync();

        await page.ClickAsync("#module");

        await Expect(page.Locator("#answer")).ToHaveTextAsync("asked 2 + 3, told 5 by script");
    }

    [Fact]
    public async Task An_event_of_our_own_carries_its_detail()
    {
        var page = await OpenLabAsync();

        await page.EvaluateAsync("document.getElementById('pinged').dispatchEvent(new CustomEvent('lab-ping', { detail: 'dropped', bubbles: true }))");

        await Expect(page.Locator("#pinged")).ToHaveTextAsync("dropped");
    }

    [Fact]
    public async Task A_fault_stays_inside_its_boundary()
    {
        var page = await OpenLabAsync();

        await page.ClickAsync("#fault");
        await Expect(page.Locator("#caught")).ToHaveTextAsync("Caught: on purpose");

        await page.ClickAsync("#count");
        await Expect(page.Locator("#count")).ToHaveTextAsync("1 clicks");
    }

    [Fact]
    public async Task A_static_page_posts_its_form_and_leads_back_to_a_live_one()
    {
        var page = await OpenLabAsync();
        await page.ClickAsync("#to-static");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Static");
        await Expect(page.Locator("#mode")).ToHaveTextAsync("still");
        await page.FillAsync("input[name=Name]", "Ann");
        await page.GetByRole(AriaRole.Button, new() { Name = "Greet" }).ClickAsync();
        await Expect(page.Locator("#greeted")).ToHaveTextAsync("Ann");
        await page.EvaluateAsync("document.documentElement.dataset.theme = 'of this page alone'");

        // An ordinary navigation: what scripts have put on a page ends with it, and never halfway.
        await page.ClickAsync("#to-lab");
        await Expect(page.Locator("html[data-theme='of this page alone']")).ToHaveCountAsync(0);
        await Expect(page.Locator("#mode")).ToHaveTextAsync("live");
        await page.ClickAsync("#count");
        await Expect(page.Locator("#count")).ToHaveTextAsync("1 clicks");
    }

    [Fact]
    public async Task The_kits_dialog_drop_down_and_grid_work()
    {
        var page = await OpenLabAsync();
        await page.ClickAsync("#to-kit");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Kit");

        await page.ClickAsync("#ask");
        await page.GetByRole(AriaRole.Alertdialog).GetByRole(AriaRole.Button, new() { Name = "Ok" }).ClickAsync();
        await Expect(page.Locator("#confirmed")).ToHaveTextAsync("yes");

        await page.GetByText("Choose a colour").ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = "Green" }).ClickAsync();
        await Expect(page.Locator("#chosen")).ToHaveTextAsync("Green");

        await page.Locator(".rz-pager-next").First.ClickAsync();
        await Expect(page.GetByText("Line 6", new() { Exact = true })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Columnheader, new() { Name = "Number" }).GetByText("Number").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Columnheader, new() { Name = "Number" })).ToHaveAttributeAsync("aria-sort", "ascending");
    }

    [Fact]
    public async Task A_cut_connection_shows_a_pill_covers_nothing_and_comes_back_to_the_same_circuit()
    {
        Expected.Add("WebSocket");
        Expected.Add("Connection disconnected");
        Expected.Add("Failed");
        Expected.Add("No interop methods are registered"); // what is typed meanwhile goes nowhere
        Expected.Add("Cannot send data if the connection is not in the"); // what a list measures meanwhile goes nowhere, too
        var page = await OpenLabAsync();
        await page.ClickAsync("#count");
        await Expect(page.Locator("#count")).ToHaveTextAsync("1 clicks");
        var circuit = await page.InnerTextAsync("#circuit");

        cable.Cut();
        await Expect(page.Locator("#connection")).ToHaveTextAsync("Reconnecting…");
        (await page.EvaluateAsync<bool>("document.getElementById('count').inert")).ShouldBeTrue();
        await page.FillAsync("#name", "typed meanwhile");
        await Expect(page.Locator("#blazor-error-ui")).ToBeHiddenAsync();

        cable.Mend();
        await Expect(page.Locator("#connection")).ToBeHiddenAsync();
        await page.ClickAsync("#count");
        await Expect(page.Locator("#count")).ToHaveTextAsync("2 clicks");
        (await page.InnerTextAsync("#circuit")).ShouldBe(circuit);
    }

    [Fact]
    public async Task A_restarted_server_is_met_by_a_reload_after_drafts_were_saved()
    {
        Expected.Add("WebSocket");
        Expected.Add("Connection");
        Expected.Add("Failed");
        var page = await OpenLabAsync();
        var circuit = await page.InnerTextAsync("#circuit");

        await server.DisposeAsync();
        await Expect(page.Locator("#connection")).ToBeVisibleAsync();
        server = await LabServer.StartAsync(port);

        await Expect(page.Locator("#circuit")).Not.ToHaveTextAsync(circuit);
        await Expect(page.Locator("#mode")).ToHaveTextAsync("live");
        (await page.EvaluateAsync<string>("sessionStorage.getItem('saved')")).ShouldBe("draft");
        await page.ClickAsync("#count");
        await Expect(page.Locator("#count")).ToHaveTextAsync("1 clicks");
    }

    private async Task<IPage> OpenLabAsync()
    {
        var page = await OpenAsync(cable.Url, "/lab");
        await Expect(page.Locator("#mode")).ToHaveTextAsync("live");
        return page;
    }
}
