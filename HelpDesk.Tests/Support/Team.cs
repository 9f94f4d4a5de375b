using System.Net.Http.Headers;
using HelpDesk.Domain.Agents;
using HelpDesk.Migrations;
using HelpDesk.Web.Actions.Agents;
using HelpDesk.Web.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.Playwright;

namespace HelpDesk.Tests.Support;

/// <summary>An agent whom a test knows the password of.</summary>
public sealed record Colleague(long Id, string PublicId, string Email)
{
    public const string Password = "correct horse battery";
}

/// <summary>Agents of a running program, and signing them in.</summary>
public static class Team
{
    private static readonly string Hash = new PasswordHasher<Login>().HashPassword(new Login(), Colleague.Password);

    public static async Task<Colleague> AddAgentAsync(this TestApp app, string name, Role role = Role.Agent)
    {
        var email = $"{name.ToLowerInvariant()}@example.com";
        var agent = await app.Get<Writer>().RunAsync(
            (db, ct) => db.AddAgentAsync(name, email, role, Hash, TimeProvider.System.GetUtcNow(), ct), CancellationToken.None);
        return new Colleague(agent.Id, agent.PublicId, email);
    }

    /// <summary>Fills the form of the sign-in page, and waits until the page behind it is there.</summary>
    public static async Task SignInAsync(this IPage page, Colleague agent, string? path = null)
    {
        await page.GotoAsync($"/sign-in?returnUrl={Uri.EscapeDataString(path ?? "/tickets/all")}");
        await page.GetByLabel("E-mail address").FillAsync(agent.Email);
        await page.GetByLabel("Password").FillAsync(Colleague.Password);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Sign in" }).ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
    }

    /// <summary>A client without a browser, signed in through the form; it does not follow redirects.</summary>
    public static async Task<HttpClient> SignedInAsync(this TestApp app, Colleague agent)
    {
        var client = app.Anonymous();
        using var answer = await client.PostFormAsync("/sign-in", new() { ["email"] = agent.Email, ["password"] = Colleague.Password });
        ((int)answer.StatusCode).ShouldBe(302, "signed in");
        return client;
    }

    /// <summary>A client with its own cookies, that does not follow redirects.</summary>
    public static HttpClient Anonymous(this TestApp app)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = true }) { BaseAddress = new Uri(app.Url) };
        client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        return client;
    }

    /// <summary>Opens the page of a form and sends it as a browser does, with its hidden fields.</summary>
    public static async Task<HttpResponseMessage> PostFormAsync(this HttpClient client, string path, Dictionary<string, string> fields, string? action = null)
    {
        var html = await client.GetStringAsync(new Uri(path, UriKind.Relative));
        using var document = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(html);
        var chosen = document.QuerySelectorAll("form").First(form => action is null
            ? fields.Keys.All(name => form.QuerySelector($"[name='{name}']") is not null)
            : form.GetAttribute("action") == action);
        foreach (var hidden in chosen.QuerySelectorAll("input[type=hidden][name]"))
        {
            fields[hidden.GetAttribute("name")!] = hidden.GetAttribute("value") ?? "";
        }

        return await client.PostAsync(new Uri(action ?? path, UriKind.Relative), new FormUrlEncodedContent(fields));
    }
}
