using System.Text;

namespace HelpDesk.Web.Channels.Email.Mime;

/// <summary>Finds the true boundary of a multipart that says none or a wrong one: the first line that looks like one.</summary>
internal sealed class Mending(Lines lines, OddityLog oddities, Action<Part, string> again)
{
    // A bound on the work: each search reads a multipart once more.
    private int left = MimeLimits.Mends;

    public void Mend(Part part)
    {
        if (part is { IsMultipart: true, Parts.Count: 0, IsCut: false })
        {
            oddities.Note(MailOddities.StructureBroken);
            if (left-- > 0 && Seen(part) is { } boundary)
            {
                again(part, boundary);
            }
        }

        foreach (var inner in part.Parts)
        {
            Mend(inner);
        }
    }

    // "--something", and a field of a part in the next line.
    private string? Seen(Part part)
    {
        for (var at = lines.NextDashes(part.Start); at < part.End; at = lines.NextDashes(at))
        {
            var line = lines.At(at);
            at = line.Next;
            var text = lines.Of(line).TrimEnd(" \t"u8);
            if (text.Length is > 2 and <= MimeLimits.BoundaryBytes && at < part.End && IsContent(lines.At(at)))
            {
                return Encoding.Latin1.GetString(text[2..]);
            }
        }

        return null;
    }

    private bool IsContent(Line line) =>
        Ascii.EqualsIgnoreCase(lines.Of(line)[..Math.Min(8, line.End - line.Start)], "content-"u8);
}
