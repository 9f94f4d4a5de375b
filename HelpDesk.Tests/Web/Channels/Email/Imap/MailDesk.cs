using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HelpDesk.Domain.Email;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using HelpDesk.Migrations;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Channels.Email;
using HelpDesk.Web.Channels.Email.Imap;
using HelpDesk.Web.Data;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Tests.Web.Channels.Email.Imap;

/// <summary>A desk with one mailbox on a server of a test.</summary>
internal sealed class MailDesk : IAsyncDisposable
{
    private MailboxRound? round;

    private MailDesk(World world) => World = world;

    public World World { get; }

    public FakeImap Imap { get; } = new();

    public FakeFolder Inbox => Imap.Inbox;

    /// <summary>How a look connects; to the server of the test if nothing is said.</summary>
    public Func<Task<IMailbox>>? Connect { get; set; }

    public MailSecrets Secrets { get; } = new(new EphemeralDataProtectionProvider());

    public MailboxPlan Plan { get; private set; } = null!;

    public static async Task<MailDesk> CreateAsync(string database = Databases.Sqlite, bool takesOld = false, string secret = FakeImap.Password)
    {
        var desk = new MailDesk(await World.CreateAsync(database));
        desk.Inbox.Clock = desk.World.Clock;
        var account = await desk.World.WriteAsync(async db =>
        {
            var inbox = db.Inboxes.Add(new Inbox("mail", "Mail", Channel.Email)).Entity;
            await db.SaveChangesAsync();
            return db.MailAccounts.Add(new MailAccount(inbox.Id, FakeImap.User)
            {
                Incoming = new MailServer("localhost", desk.Imap.Port, MailSecurity.None, FakeImap.User, desk.Secrets.Protect(secret)),
                TakesOld = takesOld,
            }).Entity;
        });
        desk.Plan = MailboxPlan.Of(account).Single();
        return desk;
    }

    public FolderBook Book(TimeProvider? clock = null) => new(World.Get<Writer>(), World.Get<IDbContextFactory<HelpDeskDb>>(), clock ?? World.Clock);

    public MessageFetch Fetch() => new(new RawMails(World.Get<DataFolder>()), World.Clock);

    public MailboxRound NewRound() => new(Plan, Book(), Fetch(), World.Clock);

    /// <summary>The program starts anew and knows only what it wrote down.</summary>
    public void Restart() => round = null;

    /// <summary>Connects and looks once.</summary>
    public async Task LookAsync(MailboxRound? other = null)
    {
        await using var mailbox = await (Connect is null ? Imap.OpenAsync() : Connect());
        await (other ?? (round ??= NewRound())).RunAsync(mailbox, CancellationToken.None);
    }

    public Task<List<RawMail>> RowsAsync() => World.ReadAsync(db => db.RawMails.AsNoTracking().OrderBy(row => row.Id).ToListAsync());

    public Task<MailFolder> FolderAsync() => World.ReadAsync(db => db.MailFolders.AsNoTracking().SingleAsync());

    public Task<MailAccount> AccountAsync() => World.ReadAsync(db => db.MailAccounts.AsNoTracking().SingleAsync());

    /// <summary>The subjects of what is stored, in the order of the rows, read from the disk.</summary>
    public async Task<List<string>> SubjectsAsync()
    {
        var mails = new RawMails(World.Get<DataFolder>());
        var subjects = new List<string>();
        foreach (var row in await RowsAsync())
        {
            var bytes = await mails.ReadAsync(row.Hash, CancellationToken.None);
            HashOf(bytes).ShouldBe(row.Hash);
            subjects.Add(Encoding.UTF8.GetString(bytes).Split("\r\n").First(line => line.StartsWith("Subject: ", StringComparison.Ordinal))["Subject: ".Length..]);
        }

        return subjects;
    }

    public static string HashOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    public static string Count(int number) => number.ToString(CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        await Imap.DisposeAsync();
        await World.DisposeAsync();
    }
}
