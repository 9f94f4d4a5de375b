using System.Net;
using HelpDesk.Domain.Agents;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Actions.Agents;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;

namespace HelpDesk.Tests.Web;

/// <summary>
/// Every address of the program, found by reflection, by everybody who may knock. A new one that stands in no line of the
/// table below fails: say there who may come in.
/// </summary>
public sealed class AuthorisationTests : IAsyncLifetime
{
    // The first line that fits counts; * ends a beginning.
    private static readonly (string Pattern, Who Who)[] Doors =
    [
        ("/", Who.Anyone),
        ("/sign-in", Who.Anyone),
        ("/set-password", Who.Anyone),
        ("/setup", Who.Anyone),
        ("/c/*", Who.Anyone),
        ("/contact", Who.Anyone),
        ("/healthz/*", Who.Anyone),
        ("/openapi/*", Who.Anyone),
        ("/{**path:file}", Who.Anyone), // styles, scripts and pictures
        ("/w/v1/*", Who.Anyone), // with a visitor's token of its own
        ("/api/v1/*", Who.Anyone), // with a token of its own
        ("/settings/*", Who.Administrator),
        ("/jobs*", Who.Administrator),
        ("/_blazor*", Who.Agent),
        ("/_framework/*", Who.Agent),
        ("/app/*", Who.Agent),
        ("/files/*", Who.Agent),
        ("/tickets*", Who.Agent),
        ("/customers*", Who.Agent),
        ("/me", Who.Agent),
        ("/setup/done", Who.Agent),
        ("/sign-out", Who.Agent),
    ];

    private readonly TestApp app = new TestApp().Start();

    private enum Who
    {
        Anyone,
        Agent,
        Administrator,
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public void Every_address_says_who_may_come_in() =>
        Routes().Where(route => Door(route) is null).Select(Address).ShouldBeEmpty();

    [Fact]
    public void What_is_open_to_anyone_says_so_itself() =>
        Routes().Where(route => Door(route) == Who.Anyone && Address(route) != "/{**path:file}" && route.Metadata.GetMetadata<IAllowAnonymous>() is null && !Address(route).StartsWith("/api/", StringComparison.Ordinal))
            .Select(Address).ShouldBeEmpty();

    [Fact]
    public async Task Everybody_gets_in_where_they_may_and_nowhere_else()
    {
        var bo = await app.AddAgentAsync("Bo");
        var dee = await app.AddAgentAsync("Dee", Role.Administrator);
        using var anonymous = app.Anonymous();
        using var agent = await app.SignedInAsync(await app.AddAgentAsync("Ann"));
        using var administrator = await app.SignedInAsync(await app.AddAgentAsync("Cleo", Role.Administrator));
        using var disabled = await app.SignedInAsync(bo);
        using var disabledAdministrator = await app.SignedInAsync(dee);
        foreach (var gone in new[] { bo, dee })
        {
            await app.Get<ChangeAgent>().RunAsync(Actor.System, gone.PublicId, new AgentChange(Active: false), CancellationToken.None);
        }

        var wrong = new List<string>();
        foreach (var route in Routes().Where(route => Door(route) is Who.Agent or Who.Administrator))
        {
            await CheckAsync(route, "a stranger", anonymous, mayEnter: false, wrong);
            await CheckAsync(route, "a disabled agent", disabled, mayEnter: false, wrong);
            await CheckAsync(route, "a disabled administrator", disabledAdministrator, mayEnter: false, wrong);
            await CheckAsync(route, "an agent", agent, mayEnter: Door(route) == Who.Agent, wrong);
            await CheckAsync(route, "an administrator", administrator, mayEnter: true, wrong);
        }

        wrong.ShouldBeEmpty();
    }

    private static async Task CheckAsync(RouteEndpoint route, string who, HttpClient client, bool mayEnter, List<string> wrong)
    {
        var method = route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods[0] ?? "GET";
        var path = string.Join('/', Address(route).Split('/').Select(part => part.StartsWith('{') ? "1" : part));
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var refused = answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
            || answer.Headers.Location?.ToString().Contains("/sign-in", StringComparison.Ordinal) == true;
        if (refused == mayEnter)
        {
            wrong.Add($"{method} {path} as {who}: {(int)answer.StatusCode}");
        }
    }

    private static string Address(RouteEndpoint route) => "/" + route.RoutePattern.RawText?.TrimStart('/');

    private static Who? Door(RouteEndpoint route)
    {
        var address = Address(route);
        foreach (var (pattern, who) in Doors)
        {
            if (pattern == address || (pattern.EndsWith('*') && address.StartsWith(pattern[..^1], StringComparison.Ordinal)))
            {
                return who;
            }
        }

        return null;
    }

    private IEnumerable<RouteEndpoint> Routes() => app.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(route => route.Metadata.GetMetadata<StaticAssetDescriptor>() is null);
}
