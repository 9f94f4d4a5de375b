using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Email;
using HelpDesk.Migrations;
using HelpDesk.Web.Actions;
using HelpDesk.Web.Channels.Email;
using HelpDesk.Web.Channels.Email.Imap;
using HelpDesk.Web.Channels.Email.Smtp;
using HelpDesk.Web.Data;
using HelpDesk.Web.Outbox;
using HelpDesk.Web.Ui.Texts;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Features.Mailboxes;

/// <summary>One direction of a tried mailbox.</summary>
/// <param name="Trouble">What is wrong and what to do; null when it works.</param>
/// <param name="Dialogue">What was said, with secrets masked.</param>
public sealed record TrialPart(string? Trouble, IReadOnlyList<DialogueLine> Dialogue);

/// <summary>What came of trying a mailbox; null where a direction is not set up.</summary>
internal sealed record Trial(TrialPart? Incoming, TrialPart? Outgoing);

/// <summary>An administrator tries a mailbox: both of its servers are spoken to, and nothing is fetched or sent.</summary>
internal sealed class MailboxTrial(IDbContextFactory<HelpDeskDb> factory, MailSecrets secrets, ConnectionTest incoming, SendingTest outgoing)
{
    /// <exception cref="NotFoundException">There is no such mailbox.</exception>
    public async Task<Trial> RunAsync(Actor actor, long accountId, Texts texts, CancellationToken ct)
    {
        actor.Require(Permission.Administer);
        await using var db = await factory.CreateDbContextAsync(ct);
        var account = await db.MailAccounts.AsNoTracking().SingleOrDefaultAsync(row => row.Id == accountId, ct) ?? throw new NotFoundException("mailbox");
        var reads = account.Incoming.Exists ? ReadAsync(account, texts, ct) : Task.FromResult<TrialPart?>(null);
        var sends = account.Outgoing.Exists ? SendAsync(account, texts, ct) : Task.FromResult<TrialPart?>(null);
        return new Trial(await reads, await sends);
    }

    private async Task<TrialPart?> ReadAsync(MailAccount account, Texts texts, CancellationToken ct)
    {
        var server = account.Incoming;
        if (!secrets.TryReveal(server.Secret, out var secret))
        {
            return new TrialPart(ImapHints.Of(ImapTrouble.SecretLost, texts), []);
        }

        var report = await incoming.RunAsync(new ImapServer(server.Host, server.Port, server.Security, server.User, secret), account.Folders, ct);
        var trouble = report.Trouble is { } wrong ? $"{ImapHints.Of(wrong.Trouble, texts)} {wrong.Words}".TrimEnd() : null;
        return new TrialPart(trouble, report.Dialogue);
    }

    private async Task<TrialPart?> SendAsync(MailAccount account, Texts texts, CancellationToken ct)
    {
        var server = account.Outgoing;
        if (!secrets.TryReveal(server.Secret, out var password))
        {
            return new TrialPart(ImapHints.Of(ImapTrouble.SecretLost, texts), []);
        }

        var report = await outgoing.RunAsync(new OutgoingServer(server.Host, server.Port, server.Security, server.User, password), ct);
        return new TrialPart(report.Trouble, report.Dialogue);
    }
}
