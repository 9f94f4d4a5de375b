using System.Globalization;
using System.Text;
using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Email;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using HelpDesk.Migrations;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Mail;

/// <summary>An administrator connects a mailbox, with an inbox of its own.</summary>
internal sealed class AddMailbox(Writer writer, MailSecrets secrets)
{
    private const string Fallback = "mail";
    private const int MaxKey = 40;

    /// <returns>The key of its inbox.</returns>
    /// <exception cref="RuleException">It cannot be so; its code is the field.</exception>
    public async Task<string> RunAsync(Actor actor, MailboxFields fields, CancellationToken ct)
    {
        actor.Require(Permission.Administer);
        var inbox = await writer.RunAsync(
            async (db, token) =>
            {
                var home = await InboxAsync(db, MailboxWriting.NameOf(fields), token);
                var account = new MailAccount(home.Id, "");
                await MailboxWriting.ApplyAsync(db, account, home, fields, secrets, token);
                db.MailAccounts.Add(account);
                return home;
            },
            ct);
        return inbox.Key;
    }

    // A mailbox that comes back under its name finds its inbox, and with it the tickets it had: their threads go on.
    private static async Task<Inbox> InboxAsync(HelpDeskDb db, string name, CancellationToken ct)
    {
        var orphans = db.Inboxes.Where(row => row.Channel == Channel.Email && !row.IsSample && !db.MailAccounts.Any(account => account.InboxId == row.Id));
        if (await orphans.OrderBy(row => row.Id).FirstOrDefaultAsync(row => row.Name == name, ct) is { } orphan)
        {
            return orphan;
        }

        var inbox = new Inbox(await FreeKeyAsync(db, Slug(name), ct), name, Channel.Email);
        db.Inboxes.Add(inbox);
        await db.SaveChangesAsync(ct);
        return inbox;
    }

    private static async Task<string> FreeKeyAsync(HelpDeskDb db, string wanted, CancellationToken ct)
    {
        var taken = await db.Inboxes.Where(row => row.Key.StartsWith(wanted)).Select(row => row.Key).ToListAsync(ct);
        return !taken.Contains(wanted) ? wanted
            : Enumerable.Range(2, taken.Count + 1).Select(number => string.Create(CultureInfo.InvariantCulture, $"{wanted}-{number}")).First(key => !taken.Contains(key));
    }

    // "new" is the page that makes one.
    private static string Slug(string name)
    {
        var letters = name.Normalize(NormalizationForm.FormD).ToLowerInvariant().Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark);
        var words = string.Concat(letters.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')).Split('-', StringSplitOptions.RemoveEmptyEntries);
        var slug = string.Join('-', words);
        slug = slug.Length > MaxKey ? slug[..MaxKey].TrimEnd('-') : slug;
        return slug is "" or "new" ? Fallback : slug;
    }
}
