using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using HelpDesk.Migrations;
using HelpDesk.Web.Actions;
using HelpDesk.Web.Channels.Email;
using HelpDesk.Web.Data;
using HelpDesk.Web.Intake;
using HelpDesk.Web.Jobs;
using HelpDesk.Web.Live;
using HelpDesk.Web.Outbox;
using HelpDesk.Web.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace HelpDesk.Tests.Support;

/// <summary>
/// The desk without its doors: database, rules and actions, with a clock that the test moves and people who act.
/// </summary>
internal sealed class World : IAsyncDisposable
{
    private readonly TempFolder folder = new();
    private readonly List<IAsyncDisposable> held = [];
    private WebApplication app = null!;

    private World()
    {
    }

    public FakeClock Clock { get; } = new();

    public IServiceProvider Services => app.Services;

    public Inbox Inbox { get; private set; } = null!;

    public string Data => folder.Path;

    /// <summary>A fresh world on one of <see cref="Databases"/>, with a workspace and the web inbox.</summary>
    /// <param name="database">Which database.</param>
    /// <param name="settings">As on the command line: <c>--Chat:EndAfter=00:00:10</c>.</param>
    public static async Task<World> CreateAsync(string database = Databases.Sqlite, params string[] settings)
    {
        var world = new World();
        var arguments = settings.ToList();
        if (database == Databases.Postgres)
        {
            var postgres = await Postgres.CreateMigratedAsync();
            world.held.Add(postgres);
            arguments.Add("--Database:Provider=postgres");
            arguments.Add($"--Database:Connection={postgres.Connection}");
        }
        else
        {
            Databases.WriteSqlite(Path.Combine(world.Data, "helpdesk.db"));
        }

        await world.BuildAsync([.. arguments]);
        return world;
    }

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <summary>Looks into the database.</summary>
    public async Task<T> ReadAsync<T>(Func<HelpDeskDb, Task<T>> read)
    {
        await using var db = await Get<IDbContextFactory<HelpDeskDb>>().CreateDbContextAsync();
        return await read(db);
    }

    /// <summary>Writes as an action would.</summary>
    public Task<T> WriteAsync<T>(Func<HelpDeskDb, Task<T>> write) => Get<Writer>().RunAsync((db, _) => write(db), CancellationToken.None);

    public CustomerActor Customer(string name) => new(this, name);

    public async Task<AgentActor> AgentAsync(string name, Role role = Role.Agent)
    {
        var agent = await WriteAsync(async db =>
        {
            var login = new Login { UserName = name, NormalizedUserName = name.ToUpperInvariant(), Email = $"{name}@desk.example" };
            db.Users.Add(login);
            await db.SaveChangesAsync();
            var added = new Agent(login.Id, name, login.Email, role, Clock.GetUtcNow());
            db.Agents.Add(added);
            return added;
        });
        return new AgentActor(this, Actor.For(agent));
    }

    /// <summary>Time passes, second by second if asked, and everything that falls due is done.</summary>
    public async Task PassAsync(TimeSpan time, TimeSpan? step = null)
    {
        for (var left = time; left > TimeSpan.Zero; left -= step ?? time)
        {
            Clock.Advance(step < left ? step.Value : left);
            while (await Get<Sweeper>().RunOnceAsync(CancellationToken.None))
            {
                // Something that was due may have made something else due.
            }
        }
    }

    /// <summary>The ticket of a customer named Ann who wrote and left an address.</summary>
    public async Task<long> TicketWithAddressAsync()
    {
        var ann = Customer("Ann");
        var ticket = (await ann.WritesAsync("My order 4711 is late")).Ticket;
        await ann.LeavesAddressAsync(ticket, "ann@example.com");
        return ticket;
    }

    public async Task<Ticket> TicketAsync(long number) => await ReadAsync(db => db.Tickets.AsNoTracking().SingleAsync(row => row.Number == number));

    /// <summary>The timeline in order, with deliveries.</summary>
    public Task<List<Message>> TimelineAsync(long number) => ReadAsync(db => db.Messages.AsNoTracking()
        .Include(message => message.Deliveries)
        .Where(message => message.Ticket.Number == number).OrderBy(message => message.Seq).ToListAsync());

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        foreach (var resource in held)
        {
            await resource.DisposeAsync();
        }

        SqliteConnection.ClearAllPools();
        folder.Dispose();
    }

    private async Task BuildAsync(string[] arguments)
    {
        var data = DataFolder.Open(folder.Path);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = folder.Path });
        builder.AddSettings(data, arguments);
        builder.Services.AddData(data, builder.Configuration);
        builder.Services.AddLive();
        builder.Services.AddIntake();
        builder.Services.AddOutbox();
        builder.Services.AddEmail();
        builder.Services.AddActions();
        builder.Services.AddJobs();
        builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
        app = builder.Build();
        await Get<StartupMigration>().RunAsync(CancellationToken.None);
        Inbox = await WriteAsync(db =>
        {
            var inbox = new Inbox("web", "Web", Channel.Chat);
            db.Workspaces.Add(new Workspace("Acme", "en", "UTC"));
            db.Inboxes.Add(inbox);
            return Task.FromResult(inbox);
        });
    }
}
