using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using HelpDesk.Domain.Email;
using HelpDesk.Web.Data;

namespace HelpDesk.Web.Outbox.Mime;

/// <summary>
/// Writes a mail as it goes over the wire (RFC 5322, RFC 2045–2049): text and HTML as alternatives, files after them.
/// </summary>
internal sealed partial class MimeWriter(Files files)
{
    /// <summary>Bytes that make one line of 76 letters.</summary>
    private const int Base64Line = 57;

    /// <summary>RFC 5322 §2.1.1 allows 998 characters; some servers dislike more than this in References.</summary>
    private const int MaxReferences = 1_500;

    /// <exception cref="MailRefusedException">A header field holds what no header may hold.</exception>
    public async Task WriteAsync(OutgoingMail mail, Stream output, CancellationToken ct)
    {
        // "=_" cannot occur in quoted-printable or base64, so no text can end a part.
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(mail.MessageId)))[..24];
        var (outer, inner) = ($"=_m{name}", $"=_a{name}");
        var head = HeadersOf(mail);
        string[] alternatives = ["multipart/alternative;", $"boundary=\"{inner}\""];
        var hung = mail.Files.Where(file => file.ContentId is null).ToList();
        if (hung.Count == 0)
        {
            await WriteAsync(output, $"{head.Raw("Content-Type", alternatives)}\r\n", ct);
            await WriteAlternativesAsync(output, mail, inner, ct);
            return;
        }

        await WriteAsync(output, $"{head.Raw("Content-Type", "multipart/mixed;", $"boundary=\"{outer}\"")}\r\n", ct);
        await WriteAsync(output, $"--{outer}\r\n{new Headers().Raw("Content-Type", alternatives)}\r\n", ct);
        await WriteAlternativesAsync(output, mail, inner, ct);
        foreach (var file in hung)
        {
            await WriteFileAsync(output, file, outer, ct);
        }

        await WriteAsync(output, $"--{outer}--\r\n", ct);
    }

    private static Headers HeadersOf(OutgoingMail mail)
    {
        var head = new Headers()
            .Raw("Date", mail.Date.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture))
            .Mailbox("From", mail.FromName, mail.FromAddress);
        WriteRecipients(head, mail);
        head.Text("Subject", mail.Subject)
            .Ids("Message-ID", [mail.MessageId])
            .Raw("MIME-Version", "1.0")
            .Raw("Content-Language", mail.Language);
        if (mail.Earlier.Count > 0)
        {
            head.Ids("In-Reply-To", [mail.Earlier[^1]]).Ids("References", References(mail.Earlier));
        }

        if (mail.Machine is { } machine)
        {
            head.Raw("Auto-Submitted", machine.Answers ? "auto-replied" : "auto-generated")
                .Raw("Precedence", "auto_reply").Raw("X-Auto-Response-Suppress", "All").Raw(MachineMail.LoopField, machine.Instance);
        }

        return head;
    }

    private static void WriteRecipients(Headers head, OutgoingMail mail)
    {
        if (mail.To.Count > 0)
        {
            head.Mailboxes("To", mail.To);
        }
        else
        {
            // Everybody is a blind copy (RFC 5322 §3.4).
            head.Raw("To", "undisclosed-recipients:;");
        }

        if (mail.Cc.Count > 0)
        {
            head.Mailboxes("Cc", mail.Cc);
        }

        if (mail.ReplyTo is { } answers)
        {
            head.Mailbox("Reply-To", "", answers);
        }
    }

    // The first, and of the others the latest that fit.
    private static IEnumerable<string> References(IReadOnlyList<string> earlier)
    {
        var room = MaxReferences - earlier[0].Length;
        var latest = earlier.Skip(1).Reverse().TakeWhile(id => (room -= id.Length + 5) > 0).Reverse();
        return latest.Prepend(earlier[0]);
    }

    private static string Part(string type, string text) =>
        $"Content-Type: {type}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{QuotedPrintable.Encode(text)}";

    private async Task WriteAlternativesAsync(Stream output, OutgoingMail mail, string boundary, CancellationToken ct)
    {
        await WriteAsync(output, $"--{boundary}\r\n{Part("text/plain", mail.Text)}--{boundary}\r\n", ct);
        await WriteHtmlAsync(output, mail, boundary.Replace("=_a", "=_r", StringComparison.Ordinal), ct);
        await WriteAsync(output, $"--{boundary}--\r\n", ct);
    }

    // With the pictures that it shows (RFC 2387).
    private async Task WriteHtmlAsync(Stream output, OutgoingMail mail, string boundary, CancellationToken ct)
    {
        var shown = mail.Files.Where(file => file.ContentId is not null).ToList();
        if (shown.Count == 0)
        {
            await WriteAsync(output, Part("text/html", mail.Html), ct);
            return;
        }

        var head = new Headers().Raw("Content-Type", "multipart/related;", "type=\"text/html\";", $"boundary=\"{boundary}\"");
        await WriteAsync(output, $"{head}\r\n--{boundary}\r\n{Part("text/html", mail.Html)}", ct);
        foreach (var file in shown)
        {
            await WriteFileAsync(output, file, boundary, ct);
        }

        await WriteAsync(output, $"--{boundary}--\r\n", ct);
    }

    private async Task WriteFileAsync(Stream output, OutgoingFile file, string boundary, CancellationToken ct)
    {
        await using var content = files.Open(file.Hash) ?? throw new FileNotFoundException("A file of this message is missing on the disk.");
        var type = MediaType().IsMatch(file.MediaType) ? file.MediaType : "application/octet-stream";
        var head = new Headers()
            .Raw("Content-Type", type)
            .Raw("Content-Transfer-Encoding", "base64")
            .Raw("Content-Disposition", Headers.Parameter("filename", file.Name).Prepend(file.ContentId is null ? "attachment;" : "inline;"));
        if (file.ContentId is { } shown)
        {
            head.Ids("Content-ID", [shown]);
        }

        await WriteAsync(output, $"--{boundary}\r\n{head}\r\n", ct);
        var buffer = new byte[Base64Line * 1_000];
        for (int read; (read = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct)) > 0;)
        {
            await WriteAsync(output, Lines(buffer.AsSpan(0, read)), ct);
        }
    }

    private static string Lines(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        for (; bytes.Length > 0; bytes = bytes[Math.Min(Base64Line, bytes.Length)..])
        {
            text.Append(Convert.ToBase64String(bytes[..Math.Min(Base64Line, bytes.Length)])).Append("\r\n");
        }

        return text.ToString();
    }

    private static ValueTask WriteAsync(Stream output, string text, CancellationToken ct) => output.WriteAsync(Encoding.UTF8.GetBytes(text), ct);

    [GeneratedRegex(@"^[a-z0-9][a-z0-9.+-]*/[a-z0-9][a-z0-9.+-]*$", RegexOptions.NonBacktracking)]
    private static partial Regex MediaType();
}
