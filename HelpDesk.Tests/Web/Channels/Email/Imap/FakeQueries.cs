using System.Globalization;
using System.Text;

namespace HelpDesk.Tests.Web.Channels.Email.Imap;

/// <summary>SEARCH and FETCH of the server of a test.</summary>
internal sealed class FakeQueries(FakeFolder folder, Func<byte[], Task> send)
{
    public async Task AnswerAsync(string tag, string command)
    {
        var words = command.Split(' ');
        if (command.StartsWith("UID SEARCH", StringComparison.Ordinal))
        {
            await SearchAsync(tag, command["UID SEARCH ".Length..]);
        }
        else if (command.StartsWith("UID FETCH", StringComparison.Ordinal))
        {
            await FetchAsync(In(words[2]), command);
        }
        else
        {
            await FetchAsync(folder.Mails.TakeLast(1), command);
        }

        await SayAsync($"{tag} OK done\r\n");
    }

    private async Task SearchAsync(string tag, string criteria)
    {
        const string extended = "RETURN (ALL) ";
        var isExtended = criteria.StartsWith(extended, StringComparison.Ordinal);
        var asked = isExtended ? criteria[extended.Length..] : criteria;
        var found = (asked.StartsWith("UID ", StringComparison.Ordinal)
            ? In(asked["UID ".Length..])
            : folder.Mails.Where(mail => DateOnly.FromDateTime(mail.ArrivedAt.Date) >= DateOnly.ParseExact(asked["SINCE ".Length..], "d-MMM-yyyy", CultureInfo.InvariantCulture)))
            .Select(mail => mail.Uid).ToList();
        await SayAsync(isExtended
            ? $"* ESEARCH (TAG \"{tag}\") UID{(found.Count == 0 ? "" : $" ALL {string.Join(',', found)}")}\r\n"
            : $"* SEARCH{string.Concat(found.Select(uid => $" {uid}"))}\r\n");
    }

    private IEnumerable<FakeMail> In(string set)
    {
        var mails = folder.Mails;
        var last = mails.Count == 0 ? 0 : mails[^1].Uid;
        var ranges = set.Split(',').Select(range => range.Split(':').Select(end => end == "*" ? last : uint.Parse(end, CultureInfo.InvariantCulture)).ToArray()).ToList();
        return mails.Where(mail => ranges.Exists(range => mail.Uid >= range.Min() && mail.Uid <= range.Max()));
    }

    private async Task FetchAsync(IEnumerable<FakeMail> mails, string command)
    {
        var known = folder.Mails.Select(mail => mail.Uid).ToList();
        foreach (var mail in mails)
        {
            // Whoever asks without PEEK leaves a trace, as on a real server.
            if (command.Contains("BODY[", StringComparison.Ordinal))
            {
                folder.MarkSeen(mail.Uid);
            }

            await SayAsync($"* {known.IndexOf(mail.Uid) + 1} FETCH (UID {mail.Uid}");
            await SayAsync(command.Contains("INTERNALDATE", StringComparison.Ordinal) ? $" INTERNALDATE \"{Date(mail.ArrivedAt)}\"" : "");
            await SayAsync(command.Contains("RFC822.SIZE", StringComparison.Ordinal) ? $" RFC822.SIZE {mail.Size}" : "");
            await SendIfAskedAsync(command, "BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)]", "BODY[HEADER.FIELDS (MESSAGE-ID)]", () => MessageIdOf(mail.Content));
            await SendIfAskedAsync(command, "BODY.PEEK[HEADER]<0.", "BODY[HEADER]<0>", () => HeadOf(mail.Content));
            await SendIfAskedAsync(command, "BODY.PEEK[]", "BODY[]", () => mail.Content);
            await SayAsync(")\r\n");
        }
    }

    private async Task SendIfAskedAsync(string command, string asked, string named, Func<byte[]> content)
    {
        if (command.Contains(asked, StringComparison.Ordinal))
        {
            var bytes = content();
            await SayAsync($" {named} {{{bytes.Length}}}\r\n");
            await send(bytes);
        }
    }

    private static byte[] HeadOf(byte[] content) => content.AsSpan().IndexOf("\r\n\r\n"u8) is var end and >= 0 ? content[..(end + 4)] : content;

    private static byte[] MessageIdOf(byte[] content)
    {
        var line = Array.Find(Encoding.Latin1.GetString(HeadOf(content)).Split("\r\n"), line => line.StartsWith("Message-ID:", StringComparison.OrdinalIgnoreCase));
        return Encoding.Latin1.GetBytes(line is null ? "\r\n" : line + "\r\n\r\n");
    }

    private static string Date(DateTimeOffset at) => at.ToString("dd-MMM-yyyy HH:mm:ss ", CultureInfo.InvariantCulture) + at.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal);

    private Task SayAsync(string text) => text.Length == 0 ? Task.CompletedTask : send(Encoding.Latin1.GetBytes(text));
}
