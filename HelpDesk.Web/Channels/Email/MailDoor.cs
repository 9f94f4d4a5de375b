using HelpDesk.Domain;
using HelpDesk.Domain.Email;
using HelpDesk.Web.Channels.Email.Mime;
using HelpDesk.Web.Data;
using HelpDesk.Web.Intake;

namespace HelpDesk.Web.Channels.Email;

/// <summary>
/// Takes mail that is handed in, by a mail server of this machine or over HTTP: kept to the byte and on the disk before
/// anybody is told that it was taken. What it says is read afterwards.
/// </summary>
internal sealed class MailDoor(RawMails mails, MailInboxes inboxes, IMimeReader mime, Files files, Writer writer, TimeProvider clock)
{
    // Of letters that take three bytes each an index still takes these.
    private const int MaxId = 500;

    /// <param name="content">The mail, read to its end.</param>
    /// <param name="source">By which way it came.</param>
    /// <param name="inboxKey">The inbox it is for; null when its head says so.</param>
    /// <param name="ct">Stops it; nothing is taken.</param>
    /// <returns>The row of the raw mail.</returns>
    /// <exception cref="RuleException">Too large (<c>too_large</c>), empty (<c>empty</c>), no room (<c>storage</c>) or no mail inbox for it (<c>inbox</c>).</exception>
    public async Task<long> TakeAsync(Stream content, MailSource source, string? inboxKey, CancellationToken ct)
    {
        if (!files.HasRoom)
        {
            throw new RuleException("storage", "There is no room for mail at the moment.");
        }

        var stored = await SaveAsync(content, ct);
        var head = mime.Read(Head.Of(await mails.BeginningAsync(stored.Hash, Head.MaxLength, ct)));
        var inboxId = await inboxes.ChooseAsync(inboxKey, head, ct);
        var row = await writer.RunAsync(
            (db, _) => Task.FromResult(db.RawMails.Add(new RawMail(inboxId, source, stored.Hash, stored.Size, clock.GetUtcNow())
            {
                InternetMessageId = MailText.LineOrNull(head.MessageId, MaxId),
            }).Entity),
            ct);
        return row.Id;
    }

    private async Task<StoredMail> SaveAsync(Stream content, CancellationToken ct)
    {
        try
        {
            var stored = await mails.SaveAsync(content, ct);
            return stored.Size > 0 ? stored : throw new RuleException("empty", "There is no mail to take.");
        }
        catch (FileTooLargeException tooLarge)
        {
            throw new RuleException("too_large", $"A mail may have {RawMails.MaxSize} bytes. {tooLarge.Message}");
        }
    }

    /// <summary>The head of a mail alone, so that choosing its inbox costs the same whatever it carries.</summary>
    private static class Head
    {
        public const int MaxLength = 1 << 20;

        public static ReadOnlyMemory<byte> Of(byte[] beginning)
        {
            var end = beginning.AsSpan().IndexOf("\r\n\r\n"u8) is var wide and >= 0 ? wide + 4 : beginning.Length;
            var narrow = beginning.AsSpan(0, end).IndexOf("\n\n"u8);
            return beginning.AsMemory(0, narrow >= 0 ? narrow + 2 : end);
        }
    }
}
