using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using HelpDesk.Migrations;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Api;
using HelpDesk.Web.Data;
using HelpDesk.Web.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Team = HelpDesk.Domain.Agents.Team;

namespace HelpDesk.Tests.Web.Api;

/// <summary>
/// The program on a real port with a small desk in it: agents Bo and Cy, team Support with Bo in it, team Sales without
/// anybody, the inbox <c>web</c>, and tokens as they are asked for. The clock stands still until a test moves it.
/// </summary>
internal sealed class ApiDesk : IAsyncDisposable
{
    public const Permission AllScopes = Permission.Agent | Permission.WriteMail;

    private const int LargeBody = 1 << 20;

    private readonly Postgres? postgres;
    private readonly TestApp app;
    private readonly HttpClient http;

    private ApiDesk(Postgres? postgres, Dictionary<string, string> settings)
    {
        this.postgres = postgres;
        app = new TestApp { Replace = StopTheClock };
        foreach (var (key, value) in settings)
        {
            app.Settings[key] = value;
        }

        if (postgres is not null)
        {
            app.Settings["Database:Provider"] = "postgres";
            app.Settings["Database:Connection"] = postgres.Connection;
        }

        http = new HttpClient { BaseAddress = new Uri(app.Url) };
    }

    public FakeClock Clock { get; } = new();

    public string Url => app.Url;

    public Agent Bo { get; private set; } = null!;

    public Agent Cy { get; private set; } = null!;

    public Team Support { get; private set; } = null!;

    public Team Sales { get; private set; } = null!;

    public static async Task<ApiDesk> StartAsync(string database = Databases.Sqlite, params (string Key, string Value)[] settings)
    {
        var desk = new ApiDesk(database == Databases.Postgres ? await Postgres.CreateMigratedAsync() : null, settings.ToDictionary(pair => pair.Key, pair => pair.Value));
        desk.app.Start();
        await desk.SeedAsync();
        return desk;
    }

    public T Get<T>()
        where T : notnull => app.Get<T>();

    public async Task<T> ReadAsync<T>(Func<HelpDeskDb, Task<T>> read)
    {
        await using var db = await Get<IDbContextFactory<HelpDeskDb>>().CreateDbContextAsync();
        return await read(db);
    }

    public Task<T> WriteAsync<T>(Func<HelpDeskDb, Task<T>> write) => Get<Writer>().RunAsync((db, _) => write(db), CancellationToken.None);

    /// <summary>A new token of an agent, or of the desk itself.</summary>
    public async Task<string> TokenAsync(Permission scopes = AllScopes, Agent? agent = null)
    {
        var token = Tokens.New();
        await WriteAsync(db => Task.FromResult(db.ApiTokens.Add(new ApiToken("test", Tokens.Hash(token), scopes, agent?.Id, Clock.GetUtcNow())).Entity));
        return token;
    }

    /// <summary>Asks, with JSON as it stands in the test.</summary>
    public async Task<ApiAnswer> AskAsync(string method, string url, string? token, string? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), url);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");

        // A large body is not sent before the server wants it: whoever refuses it may close while it is on its way.
        request.Headers.ExpectContinue = body?.Length > LargeBody;
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        }

        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var type = response.Content.Headers.ContentType?.MediaType;
        var all = response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        return new ApiAnswer((int)response.StatusCode, type, text, all);
    }

    /// <summary>Opens a ticket by a customer and returns its number.</summary>
    public async Task<long> OpenAsync(string token, string email = "ana@example.com", string text = "Where is my order?", string more = "")
    {
        var answer = await AskAsync("POST", "/api/v1/tickets", token, $$"""{"customer":{"email":"{{email}}","name":"Ana"},"text":"{{text}}","from":"customer"{{more}}}""");
        answer.Status.ShouldBe(201, answer.Text);
        return answer.Json["number"]!.GetValue<long>();
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app.DisposeAsync();
        if (postgres is not null)
        {
            await postgres.DisposeAsync();
        }
    }

    // Nothing falls due and no mail leaves by itself while a test looks at what a request did.
    private void StopTheClock(IServiceCollection services)
    {
        services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
        services.Remove(services.Single(service => service.ImplementationFactory?.Method.ReturnType == typeof(Sweeper)));
    }

    private async Task SeedAsync()
    {
        Bo = await AgentAsync("Bo");
        Cy = await AgentAsync("Cy");
        (Support, Sales) = await WriteAsync(async db =>
        {
            var support = new Team("Support");
            var sales = new Team("Sales");
            db.Teams.AddRange(support, sales);
            db.Inboxes.Add(new Inbox("web", "Web", Channel.Chat));
            db.Workspaces.Add(new Workspace("Acme", "en", "Europe/Madrid"));
            await db.SaveChangesAsync();
            support.Add(Bo.Id);
            return (support, sales);
        });
    }

    private Task<Agent> AgentAsync(string name) => WriteAsync(async db =>
    {
        var login = new Login { UserName = name, NormalizedUserName = name.ToUpperInvariant(), Email = $"{name}@desk.example" };
        db.Users.Add(login);
        await db.SaveChangesAsync();
        return db.Agents.Add(new Agent(login.Id, name, $"{name}@desk.example", Role.Agent, Clock.GetUtcNow())).Entity;
    });
}

/// <summary>What came back.</summary>
internal sealed record ApiAnswer(int Status, string? MediaType, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public string? Code => MediaType == "application/problem+json" ? Json["code"]!.GetValue<string>() : null;
}
