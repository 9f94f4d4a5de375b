using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using HelpDesk.Migrations;
using HelpDesk.Web.Actions.Identity;
using HelpDesk.Web.Actions.Tickets;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Tests.Support;

/// <summary>
/// The running program with the web inbox <c>web</c> and an agent, and visitors who speak the protocol over the wire.
/// </summary>
internal sealed class ChatDesk : IAsyncDisposable
{
    private readonly Postgres? postgres;

    private ChatDesk(TestApp app, Postgres? postgres)
    {
        App = app;
        this.postgres = postgres;
    }

    public TestApp App { get; }

    public AgentActorOf Bo { get; private set; } = null!;

    /// <param name="app">With the settings of the test; one with defaults when nothing is said.</param>
    /// <param name="widget">How the inbox is set up.</param>
    /// <param name="database">One of <see cref="Databases"/>.</param>
    public static async Task<ChatDesk> StartAsync(TestApp? app = null, WidgetSettings? widget = null, string database = Databases.Sqlite)
    {
        app ??= new TestApp();
        var postgres = database == Databases.Postgres ? await Postgres.CreateMigratedAsync() : null;
        if (postgres is not null)
        {
            app.Settings["Database:Provider"] = "postgres";
            app.Settings["Database:Connection"] = postgres.Connection;
        }

        var desk = new ChatDesk(app.Start(), postgres);
        var bo = await SeedAsync(app, widget);
        desk.Bo = new AgentActorOf(app, Actor.For(bo));
        return desk;
    }

    /// <summary>Workspace, inbox and the agent Bo.</summary>
    public static Task<Agent> SeedAsync(TestApp app, WidgetSettings? widget = null) => app.Get<Writer>().RunAsync(
        async (db, ct) =>
        {
            var login = new Login { UserName = "bo@desk.example", NormalizedUserName = "BO@DESK.EXAMPLE", Email = "bo@desk.example" };
            db.Users.Add(login);
            await db.SaveChangesAsync(ct);
            var bo = new Agent(login.Id, "Bo", login.Email, Role.Agent, TimeProvider.System.GetUtcNow());
            db.Agents.Add(bo);
            db.Workspaces.Add(new Workspace("Acme", "en", "Europe/Madrid"));
            db.Inboxes.Add(Inbox("web", widget));
            return bo;
        },
        CancellationToken.None);

    public static Inbox Inbox(string key, WidgetSettings? widget = null)
    {
        var inbox = new Inbox(key, key, Channel.Chat);
        inbox.Dress(widget ?? new WidgetSettings());
        return inbox;
    }

    /// <summary>A new visitor with a token.</summary>
    public Task<ChatVisitor> VisitorAsync(string? resume = null, string locale = "en", string inbox = "web", string? identity = null) =>
        ChatVisitor.OpenAsync(App.Url, inbox, locale, resume, identity);

    /// <summary>A site with a new key of an inbox, which signs its visitors.</summary>
    public async Task<Site> SiteAsync(string inbox = "web")
    {
        var id = await ReadAsync(db => db.Inboxes.Where(row => row.Key == inbox).Select(row => row.Id).SingleAsync());
        return new Site(inbox, await App.Get<CreateIdentityKey>().RunAsync(Actor.System, id, CancellationToken.None), App.Get<TimeProvider>());
    }

    public async Task<T> ReadAsync<T>(Func<HelpDeskDb, Task<T>> read)
    {
        await using var db = await App.Get<IDbContextFactory<HelpDeskDb>>().CreateDbContextAsync();
        return await read(db);
    }

    public Task<T> WriteAsync<T>(Func<HelpDeskDb, Task<T>> write) => App.Get<Writer>().RunAsync((db, _) => write(db), CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        if (postgres is not null)
        {
            await postgres.DisposeAsync();
        }
    }
}

/// <summary>An agent who acts in the running program.</summary>
internal sealed class AgentActorOf(TestApp app, Actor actor)
{
    public Actor Actor { get; } = actor;

    public Task<Stored> RepliesAsync(long ticket, string text, params string[] files) =>
        app.Get<Reply>().RunAsync(Actor, ticket, new Written(text, null, files), CancellationToken.None);

    public Task<Stored> NotesAsync(long ticket, string text, params string[] files) =>
        app.Get<AddNote>().RunAsync(Actor, ticket, new Written(text, null, files), CancellationToken.None);
}
