using System.Text;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Intake;

/// <summary>The id that a mail is kept under.</summary>
/// <param name="Id">Unique in its inbox.</param>
/// <param name="Claimed">The id that the mail gives itself, where another mail has it.</param>
internal sealed record MailId(string Id, string? Claimed = null);

/// <summary>
/// Knows a mail that was taken before. One that only pretends to be it, with the same id and another sender, text or files, is a
/// mail of its own: whoever guesses an id must not be able to make a mail vanish.
/// </summary>
internal static class MailIds
{
    /// <summary>As an index takes it; a longer one counts as none.</summary>
    private const int MaxBytes = 1_000;

    /// <summary>Null when this mail is here already.</summary>
    public static async Task<MailId?> ChooseAsync(HelpDeskDb db, InboundMail mail, CancellationToken ct)
    {
        var given = MailText.Line(mail.MessageId, MaxBytes + 1);
        if (given.Length > 0 && Encoding.UTF8.GetByteCount(given) <= MaxBytes)
        {
            switch (await FindAsync(db, mail, given, ct))
            {
                case null:
                    return new MailId(given);
                case true:
                    return null;
            }
        }

        // RFC 2606: nobody's domain.
        var made = $"{mail.Hash}@made-up.invalid";
        return await FindAsync(db, mail, made, ct) is null ? new MailId(made, given.Length > 0 ? MailText.Line(given, MailMetas.MaxId) : null) : null;
    }

    // Null where nobody has the id, else whether it is the same mail.
    private static async Task<bool?> FindAsync(HelpDeskDb db, InboundMail mail, string id, CancellationToken ct)
    {
        var known = await db.MailMetas.AsNoTracking()
            .Where(meta => meta.InboxId == mail.InboxId && meta.InternetMessageId == id)
            .Join(db.Messages, meta => meta.MessageId, message => message.Id, (meta, message) => new { meta.From, Message = message, Files = message.Attachments.Select(file => file.Hash).ToList() })
            .SingleOrDefaultAsync(ct);
        return known is null ? null : known.From == MailMetas.FromOf(mail) && (known.Message.RedactedAt is not null || SaysTheSame(known.Message, known.Files, mail));
    }

    private static bool SaysTheSame(Message message, List<string> files, InboundMail mail) =>
        message.BodyText == mail.Content.Text && message.BodyHtml == mail.Content.Html
        && message.QuotedText == mail.Content.QuotedText && message.QuotedHtml == mail.Content.QuotedHtml
        && files.Order(StringComparer.Ordinal).SequenceEqual(mail.Files.Select(file => file.Hash).Order(StringComparer.Ordinal));
}
