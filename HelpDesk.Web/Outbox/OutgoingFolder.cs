using HelpDesk.Web.Data;
using HelpDesk.Web.Outbox.Mime;

namespace HelpDesk.Web.Outbox;

/// <summary>
/// The way out where no mail server is configured: each mail is a file in <c>outgoing/</c>, named by its id, so that the
/// same mail again is the same file.
/// </summary>
internal sealed class OutgoingFolder(DataFolder folder, MimeWriter mime) : IMailSender
{
    private const string Draft = ".draft";

    public bool HasLeft(string messageId) => File.Exists(PathOf(messageId));

    /// <summary>The mail as it was written; null when there is none of this id. The stream is the caller's.</summary>
    public Stream? Open(string messageId)
    {
        try
        {
            return new FileStream(PathOf(messageId), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 4096, useAsync: true);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public async Task<IReadOnlyList<MailOutcome>> SendAsync(OutgoingMail mail, CancellationToken ct)
    {
        var path = PathOf(mail.MessageId);
        await using (var file = new FileStream(path + Draft, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            await mime.WriteAsync(mail, file, ct);
            file.Flush(flushToDisk: true);
        }

        File.Move(path + Draft, path, overwrite: true);
        return [.. mail.Recipients.Select(recipient => new MailOutcome(recipient, MailFate.Sent))];
    }

    // Ids are made of letters, digits and dots, and a host that was configured.
    private string PathOf(string messageId) =>
        Path.Combine(folder.Outgoing, string.Concat(messageId[..messageId.LastIndexOf('@')].Where(c => char.IsAsciiLetterOrDigit(c) || c == '.')) + ".eml");
}
