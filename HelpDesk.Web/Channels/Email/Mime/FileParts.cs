using HelpDesk.Web.Data;

namespace HelpDesk.Web.Channels.Email.Mime;

/// <summary>The files of a mail, decoded and named.</summary>
internal sealed class FileParts(ReadOnlyMemory<byte> raw, OddityLog oddities)
{
    private const string Mail = "message/rfc822";

    public IReadOnlyList<ReadFile> Read(MailBody body)
    {
        var shown = ContentIds.In(body.Html);
        return [.. body.Files.SelectMany(part => Read(part, shown))];
    }

    private IEnumerable<ReadFile> Read(Part part, HashSet<string> shown)
    {
        var content = TransferEncodings.Decode(raw[part.Start..part.End], part.TransferEncoding, oddities);
        var whole = new ReadFile(Name(part, content), part.MediaType, part.ContentId, part.ContentId is { } id && shown.Contains(id), content);
        if (!Tnef.IsOne(part.MediaType, part.FileName) || !Tnef.TryRead(content, out var inside) || inside.Files.Count == 0)
        {
            return [whole];
        }

        // Its letter stands in the mail as well; what is no file can only be had with the whole.
        var files = inside.Files.Select(file => Opened(file, shown));
        return inside.IsWhole ? files : files.Append(whole);
    }

    private static ReadFile Opened(TnefFile file, HashSet<string> shown)
    {
        var type = file.MediaType is { Length: > 0 } named ? named : "application/octet-stream";
        return new ReadFile(FileNames.Clean(file.Name, type), type, file.ContentId, file.ContentId is { } id && shown.Contains(id), file.Content);
    }

    // The kind is what the mail says, not what it is: the name keeps its ending. A mail in a mail is called by its subject.
    private static string Name(Part part, ReadOnlyMemory<byte> content)
    {
        var name = part.FileName.Length == 0 && part.MediaType == Mail ? Subject(content) + ".eml" : part.FileName;
        return name.Length == 0 ? "" : FileNames.Clean(name, "application/octet-stream");
    }

    private static string Subject(ReadOnlyMemory<byte> mail)
    {
        var head = new HeadReader(new Lines(mail), new OddityLog()).ReadMail(out _);
        var subject = EncodedWords.Decode(head.First("Subject") ?? "").Replace('/', '-').Replace('\\', '-');
        return subject.Length == 0 ? "message" : subject;
    }
}
