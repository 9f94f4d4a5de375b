using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Email;
using HelpDesk.Migrations;
using HelpDesk.Web.Actions;
using HelpDesk.Web.Actions.Mail;
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
/// <param name="Incoming">How mail comes in.</param>
/// <param name="Outgoing">How mail leaves.</param>
/// <param name="Folders">What the mailbox holds, as far as it was seen.</param>
public sealed record Trial(TrialPart? Incoming, TrialPart? Outgoing, IReadOnlyList<string> Folders);

/// <summary>An administrator tries a mailbox: both of its servers are spoken to, and nothing is fetched or sent.</summary>
internal sealed class MailboxTrial(IDbContextFactory<HelpDeskDb> factory, MailSecrets secrets, ConnectionTest incoming, SendingTest outgoing)
{
    /// <summary>As it is stored.</summary>
    /// <exception cref="NotFoundException">There is no such mailbox.</exception>
    public async Task<Trial> RunAsync(Actor actor, long accountId, Texts texts, CancellationToken ct)
    {
        actor.Require(Permission.Administer);
        var account = await FindAsync(accountId, ct);
        return await TryAsync(account.Incoming, account.Outgoing, account.Folders, texts, ct);
    }

    /// <summary>As it would be, before it is kept. A password that was not typed is the stored one, where that may be told.</summary>
    /// <exception cref="RuleException">It cannot be so; its code is the field.</exception>
    /// <exception cref="NotFoundException">There is no such mailbox.</exception>
    public async Task<Trial> RunAsync(Actor actor, long? accountId, MailboxFields typed, Texts texts, CancellationToken ct)
    {
        actor.Require(Permission.Administer);
        var known = accountId is { } id ? await FindAsync(id, ct) : null;
        return known is { IsConfigured: true }
            ? await TryAsync(known.Incoming, known.Outgoing, known.Folders, texts, ct)
            : await TryAsync(
                MailboxServers.Incoming(typed.Incoming, known?.Incoming ?? MailServer.None, secrets),
                MailboxServers.Outgoing(typed.Outgoing, known?.Outgoing ?? MailServer.None, secrets),
                MailboxWriting.FoldersOf(typed), texts, ct);
    }

    private async Task<MailAccount> FindAsync(long accountId, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        return await db.MailAccounts.AsNoTracking().SingleOrDefaultAsync(row => row.Id == accountId, ct) ?? throw new NotFoundException("mailbox");
    }

    private async Task<Trial> TryAsync(MailServer reads, MailServer sends, IReadOnlyList<string> folders, Texts texts, CancellationToken ct)
    {
        var reading = reads.Exists ? ReadAsync(reads, folders, texts, ct) : null;
        var sending = sends.Exists ? SendAsync(sends, texts, ct) : null;
        var (came, found) = reading is null ? (null, []) : await reading;
        return new Trial(came, sending is null ? null : await sending, found);
    }

    private async Task<(TrialPart? Part, IReadOnlyList<string> Folders)> ReadAsync(MailServer server, IReadOnlyList<string> folders, Texts texts, CancellationToken ct)
    {
        if (!secrets.TryReveal(server.Secret, out var secret))
        {
            return (new TrialPart(ImapHints.Of(ImapTrouble.SecretLost, texts), []), []);
        }

        var report = await incoming.RunAsync(new ImapServer(server.Host, server.Port, server.Security, server.User, secret), folders, ct);
        var trouble = report.Trouble is { } wrong ? $"{ImapHints.Of(wrong.Trouble, texts)} {wrong.Words}".TrimEnd() : null;
        return (new TrialPart(trouble, report.Dialogue), report.Folders);
    }

    private async Task<TrialPart?> SendAsync(MailServer server, Texts texts, CancellationToken ct)
    {
        if (!secrets.TryReveal(server.Secret, out var password))
        {
            return new TrialPart(ImapHints.Of(ImapTrouble.SecretLost, texts), []);
        }

        var report = await outgoing.RunAsync(new OutgoingServer(server.Host, server.Port, server.Security, server.User, password), ct);
        return new TrialPart(report.Trouble is { } wrong ? SmtpHints.Of(wrong, texts) : null, report.Dialogue);
    }
}
