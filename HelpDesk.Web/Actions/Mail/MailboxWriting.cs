using HelpDesk.Domain;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Email;
using HelpDesk.Domain.Work;
using HelpDesk.Migrations;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Mail;

/// <summary>
/// Writes what an administrator says about a mailbox, after looking whether it can be so. A refusal's code is the field.
/// </summary>
internal static class MailboxWriting
{
    private const int MaxName = 100;
    private const int MaxFromName = 200;
    private const int MaxAuthority = 255;
    private const int MaxFolder = 500;
    private const int MaxSignature = 4_000;
    private const int Most = 50;

    /// <summary>What the configuration rules stays as it is.</summary>
    /// <exception cref="RuleException">It cannot be so.</exception>
    public static async Task ApplyAsync(HelpDeskDb db, MailAccount account, Inbox inbox, MailboxFields fields, MailSecrets secrets, CancellationToken ct)
    {
        if (!account.IsConfigured)
        {
            ApplyConnection(account, fields, secrets);
        }

        account.Aliases = Same(account.Aliases, [.. Lines("aliases", fields.Aliases).Select(line => Address("aliases", line)).Distinct(StringComparer.Ordinal).Where(alias => alias != account.Address)]);
        account.FromName = LineOrNull("from-name", fields.FromName, MaxFromName);
        account.TakesOld = fields.TakesOld;
        account.HasPlusAddresses = fields.HasPlusAddresses;
        await KeepApartAsync(db, account, ct);
        await ApplyInboxAsync(db, inbox, fields, ct);
    }

    /// <summary>The name of the inbox, as it is stored.</summary>
    public static string NameOf(MailboxFields fields) =>
        LineOrNull("name", fields.InboxName, MaxName) ?? throw new RuleException("name", "Give the inbox a name, for example Support.");

    /// <summary>The folders that are read, as they are stored.</summary>
    public static IReadOnlyList<string> FoldersOf(MailboxFields fields)
    {
        var folders = Lines("folders", fields.Folders).Distinct(StringComparer.Ordinal).ToList();
        return folders.Exists(name => name.Length > MaxFolder || name.Any(char.IsControl)) ? throw new RuleException("folders", "The name of a folder has one line of at most {0} characters.", MaxFolder)
            : folders.Count > 0 ? folders
            : ["INBOX"];
    }

    private static void ApplyConnection(MailAccount account, MailboxFields fields, MailSecrets secrets)
    {
        account.Address = Address("address", fields.Address);
        account.Incoming = MailboxServers.Incoming(fields.Incoming, account.Incoming, secrets);
        account.Outgoing = MailboxServers.Outgoing(fields.Outgoing, account.Outgoing, secrets);
        account.Folders = Same(account.Folders, FoldersOf(fields));
        account.AuthorityName = LineOrNull("authority", fields.Authority, MaxAuthority);
    }

    private static async Task ApplyInboxAsync(HelpDeskDb db, Inbox inbox, MailboxFields fields, CancellationToken ct)
    {
        if (fields.TeamId is { } teamId && !await db.Teams.AnyAsync(team => team.Id == teamId, ct))
        {
            throw new RuleException("team", "This team is no more. Choose another.");
        }

        inbox.Rename(NameOf(fields));
        inbox.RouteTo(fields.TeamId);
        var signature = fields.Signature.ReplaceLineEndings("\n");
        inbox.Sign(signature.Length <= MaxSignature ? signature : throw new RuleException("signature", "A signature has at most {0} characters.", MaxSignature));
    }

    // Whose mail it is must be plain: an address belongs to one mailbox.
    private static async Task KeepApartAsync(HelpDeskDb db, MailAccount account, CancellationToken ct)
    {
        foreach (var other in await db.MailAccounts.AsNoTracking().Where(row => row.Id != account.Id).OrderBy(row => row.Id).ToListAsync(ct))
        {
            var theirs = other.Aliases.Append(other.Address).ToHashSet(StringComparer.Ordinal);
            var field = theirs.Contains(account.Address) ? "address" : "aliases";
            if (account.Aliases.Prepend(account.Address).FirstOrDefault(theirs.Contains) is { } taken)
            {
                throw new RuleException(field, "{0} belongs to the mailbox {1}. Take it away there first, or choose another address.", taken, other.Address);
            }
        }
    }

    private static string Address(string field, string typed) =>
        EmailAddress.TryNormalise(typed, out var address) ? address : throw new RuleException(field, "“{0}” is no e-mail address. An example: support@example.com.", typed.Trim());

    private static List<string> Lines(string field, IReadOnlyList<string> typed)
    {
        var lines = typed.Select(line => line.Trim()).Where(line => line.Length > 0).ToList();
        return lines.Count <= Most ? lines : throw new RuleException(field, "These are too many: {0} at most.", Most);
    }

    // What stays the same is left alone, so that nobody is told of a change.
    private static IReadOnlyList<string> Same(IReadOnlyList<string> known, IReadOnlyList<string> wanted) => known.SequenceEqual(wanted) ? known : wanted;

    private static string? LineOrNull(string field, string typed, int most)
    {
        var text = typed.Trim();
        return text.Length > most || text.Any(char.IsControl) ? throw new RuleException(field, "This is one line of at most {0} characters.", most)
            : text.Length > 0 ? text
            : null;
    }
}
