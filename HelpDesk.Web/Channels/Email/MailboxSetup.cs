using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Email;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using HelpDesk.Migrations;
using HelpDesk.Web.Data;
using HelpDesk.Web.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace HelpDesk.Web.Channels.Email;

/// <summary>
/// Makes the first mail inbox of what the configuration says (<c>Mail:Incoming</c>, <c>Mail:Outgoing</c>), and keeps it in
/// step at every start. Without an address in either there is none to be made.
/// </summary>
internal sealed partial class MailboxSetup(
    IOptions<IncomingMailOptions> incoming, IOptions<OutgoingMailOptions> outgoing, MailSecrets secrets, Writer writer, ILogger<MailboxSetup> log) : IHostedService
{
    private const string Key = "mail";
    private const string Name = "E-mail";

    public Task StartAsync(CancellationToken cancellationToken) => RunAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task RunAsync(CancellationToken ct)
    {
        if (Address() is { } address)
        {
            await writer.RunAsync((db, token) => ApplyAsync(db, address, token), ct);
        }
        else
        {
            await writer.RunAsync(ReleaseAsync, ct);
            if (incoming.Value.Host.Length > 0 || outgoing.Value.Host.Length > 0)
            {
                LogNoAddress(log);
            }
        }
    }

    // What the configuration no longer speaks of is the administrators' to change.
    private static async Task ReleaseAsync(HelpDeskDb db, CancellationToken ct)
    {
        if (await db.MailAccounts.SingleOrDefaultAsync(row => row.IsConfigured, ct) is { } account)
        {
            account.IsConfigured = false;
        }
    }

    // Many servers take the address itself as the user.
    private string? Address() =>
        EmailAddress.TryNormalise(outgoing.Value.From, out var from) ? from
        : EmailAddress.TryNormalise(incoming.Value.User, out var user) ? user
        : EmailAddress.TryNormalise(outgoing.Value.User, out var sender) ? sender
        : null;

    private async Task ApplyAsync(HelpDeskDb db, string address, CancellationToken ct)
    {
        var account = await FindAsync(db, address, ct) ?? db.MailAccounts.Add(new MailAccount(await InboxAsync(db, ct), address)).Entity;
        var (reads, sends) = (incoming.Value, outgoing.Value);
        var (addressBefore, incomingBefore) = (account.Address, account.Incoming);
        account.IsConfigured = true;
        account.Address = address;
        account.Incoming = Server(reads.Host, reads.Port, reads.Security, reads.User, reads.Password, account.Incoming);
        account.Outgoing = Server(sends.Host, sends.Port, sends.Security, sends.User, sends.Password, account.Outgoing);
        account.Folders = account.Folders.SequenceEqual(reads.Folders) ? account.Folders : [.. reads.Folders];
        account.PollEvery = reads.PollEvery;
        account.AuthorityName = reads.Authority.Length > 0 ? reads.Authority : null;
        await MailboxMove.SettleAsync(db, account, addressBefore, incomingBefore, ct);
        await KeepToOneAsync(db, address, ct);
    }

    // An address belongs to one mailbox, and the configuration has the say.
    private static async Task KeepToOneAsync(HelpDeskDb db, string address, CancellationToken ct)
    {
        foreach (var mailbox in (await db.MailAccounts.ToListAsync(ct)).Where(row => row.Aliases.Contains(address)))
        {
            mailbox.Aliases = [.. mailbox.Aliases.Where(alias => alias != address)];
        }
    }

    // One that a screen made for this address is the one that is meant; what was configured before is then nobody's any more.
    private static async Task<MailAccount?> FindAsync(HelpDeskDb db, string address, CancellationToken ct)
    {
        var accounts = await db.MailAccounts.Where(row => row.IsConfigured || row.Address == address).ToListAsync(ct);
        var meant = accounts.Find(row => row.Address == address) ?? accounts.FirstOrDefault();
        accounts.ForEach(row => row.IsConfigured = row == meant);
        return meant;
    }

    // The inbox is an administrator's to change afterwards; only its first shape comes from here.
    private static async Task<long> InboxAsync(HelpDeskDb db, CancellationToken ct)
    {
        var known = await db.Inboxes.FirstOrDefaultAsync(row => row.Key == Key, ct);
        if (known is { Channel: Channel.Email } && !await db.MailAccounts.AnyAsync(row => row.InboxId == known.Id, ct))
        {
            return known.Id;
        }

        var inbox = new Inbox(known is null ? Key : $"{Key}-{await db.Inboxes.CountAsync(ct) + 1}", Name, Channel.Email);
        inbox.RouteTo(await db.Teams.Where(team => !team.IsSample).OrderBy(team => team.Id).Select(team => (long?)team.Id).FirstOrDefaultAsync(ct));
        db.Inboxes.Add(inbox);
        await db.SaveChangesAsync(ct);
        return inbox.Id;
    }

    // The same password gives another secret each time: what stays the same is left alone, so that nobody is told of a change.
    private MailServer Server(string host, int port, string security, string user, string password, MailServer known)
    {
        if (host.Length == 0)
        {
            return MailServer.None;
        }

        var secret = secrets.TryReveal(known.Secret, out var kept) && kept == password ? known.Secret : secrets.Protect(password);
        return new MailServer(host, port, OutgoingMailOptions.TrySecurity(security, out var chosen) ? chosen : MailSecurity.Tls, user, secret);
    }

    [LoggerMessage(4203, LogLevel.Error, "Mail is configured without an address: set Mail:Outgoing:From, for example support@example.com")]
    private static partial void LogNoAddress(ILogger log);
}
