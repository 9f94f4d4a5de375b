using System.Runtime.InteropServices;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Email;
using HelpDesk.Web.Channels.Email.Html;
using HelpDesk.Web.Channels.Email.Mime;
using HelpDesk.Web.Data;
using HelpDesk.Web.Intake;
using HelpDesk.Web.Ui.Texts;
using MailContent = HelpDesk.Domain.Email.MailContent;
using MessageIds = HelpDesk.Web.Outbox.MessageIds;

namespace HelpDesk.Web.Channels.Email;

/// <summary>Reads one stored mail as far as can be told without the database: what it says, who or what wrote it, its files.</summary>
internal sealed class MailParser(RawMails mails, IMimeReader mime, MessageIds ids, Files files)
{
    private const int MaxType = 100;
    private const int MaxContentId = 300;

    /// <summary>Reading takes linear time and no mail comes near this; one that does is looked at by a person.</summary>
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(2);

    /// <returns>Null for our own mail come back.</returns>
    /// <exception cref="TimeoutException">It took too long.</exception>
    public async Task<InboundMail?> ParseAsync(HeldMail held, MailboxBook book, CancellationToken ct)
    {
        var raw = await mails.ReadAsync(held.Hash, ct);
        var read = await Task.Run(() => Read(raw, held, book), ct).WaitAsync(Budget, ct);
        return IsOurOwn(read.Mail, book) ? null : await DescribeAsync(held, book, read, ct);
    }

    private Reading Read(byte[] raw, HeldMail held, MailboxBook book)
    {
        var mail = mime.Read(raw);
        var head = MailReading.HeadOf(mail, book.Own.Addresses);
        var machine = MachineMail.Classify(head);
        return new Reading(mail, machine, ContentOf(held, book, mail, machine), MailReportReader.Read(mail, head, machine.Kind));
    }

    // What only pretends to come from us as well is a mail of somebody unknown.
    private bool IsOurOwn(ReadMail mail, MailboxBook book) =>
        (mail.From.Count > 0 && mail.From.All(from => book.Own.Holds(from.Address)))
        || mail.Fields.Any(field => field.Name.Equals(MachineMail.LoopField, StringComparison.OrdinalIgnoreCase) && field.Value.Trim() == ids.Instance);

    private async Task<InboundMail> DescribeAsync(HeldMail held, MailboxBook book, Reading read, CancellationToken ct)
    {
        var mail = read.Mail;
        var account = book.ByInbox.GetValueOrDefault(held.InboxId);
        var recipients = MailRecipients.Of(mail);
        return new InboundMail
        {
            RawMailId = held.Id,
            InboxId = held.InboxId,
            Hash = held.Hash,
            IsSilent = held.IsOld || held.IsHeadOnly,
            MessageId = mail.MessageId,
            From = mail.From,
            Senders = SendersOf(mail),
            ReplyTo = mail.ReplyTo,
            To = mail.To,
            Cc = mail.Cc,
            Recipients = recipients,
            Own = book.Own,
            Alias = recipients.Select(address => OwnAddresses.Bare(address.Trim().ToLowerInvariant())).FirstOrDefault(book.Own.Addresses.Contains),
            Subject = mail.Subject,
            InReplyTo = mail.InReplyTo,
            References = mail.References,
            Content = read.Content,
            Files = await SaveAsync(mail, ct),
            Verdict = AuthenticationResults.Of(mail.Fields, account?.AuthorityName, DomainOf(mail)),
            Language = LanguageOf(mail),
            Reports = read.Reports,
            Oddities = [.. read.Machine.Signs, .. OddityWords.Of(mail.Oddities)],
        };
    }

    // A sender that cannot be read is nobody, and so is each of several.
    private static List<string> SendersOf(ReadMail mail)
    {
        var read = mail.From.Select(from => EmailAddress.TryNormalise(from.Address, out var address) ? address : "").Distinct().ToList();
        return mail.Oddities.HasFlag(MailOddities.SeveralSenders) || read.Contains("") ? [] : read;
    }

    private static MailContent ContentOf(HeldMail held, MailboxBook book, ReadMail mail, MachineVerdict machine)
    {
        if (held.IsHeadOnly)
        {
            var words = Texts.In(book.Language);
            return new MailContent(held.Id, words["This mail is too large to be taken in: {0} bytes. Only its head was kept; the whole mail is still in the mailbox.", held.Size]);
        }

        var contents = MailContents.Of(mail);
        return new MailContent(held.Id, MailText.Storable(contents.Text, TextLimits.MaxText))
        {
            Html = Storable(contents.Html),
            QuotedText = contents.QuotedText is { } quoted ? MailText.Storable(quoted, TextLimits.MaxText) : null,
            QuotedHtml = Storable(contents.QuotedHtml),
            Machine = machine.Kind,
        };
    }

    private static string? Storable(string? html) => html is null ? null : MailText.Storable(html, html.Length);

    private async Task<List<InboundFile>> SaveAsync(ReadMail mail, CancellationToken ct)
    {
        var saved = new List<InboundFile>();
        foreach (var file in mail.Files)
        {
            using var content = MemoryMarshal.TryGetArray(file.Content, out var array)
                ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
                : new MemoryStream(file.Content.ToArray(), writable: false);
            var stored = await files.SaveAsync(content, file.Name, RawMails.MaxSize, _ => true, ct);
            var type = MailText.Line(stored.MediaType ?? "application/octet-stream", MaxType);
            saved.Add(new InboundFile(FileNames.Clean(file.Name, type), type, MailText.LineOrNull(file.ContentId, MaxContentId), stored.Hash, stored.Size));
        }

        return saved;
    }

    private static string? DomainOf(ReadMail mail) =>
        mail.From is [var from] && from.Address.LastIndexOf('@') is var at and > 0 ? from.Address[(at + 1)..] : null;

    private static string? LanguageOf(ReadMail mail)
    {
        var named = mail.Fields.FirstOrDefault(field => field.Name.Equals("Content-Language", StringComparison.OrdinalIgnoreCase))?.Value;
        var language = named?.Split('-', '_', ',', ';')[0].Trim().ToLowerInvariant();
        return language is not null && Texts.Languages.Contains(language) ? language : null;
    }

    private sealed record Reading(ReadMail Mail, MachineVerdict Machine, MailContent Content, IReadOnlyList<InboundReport> Reports);
}
