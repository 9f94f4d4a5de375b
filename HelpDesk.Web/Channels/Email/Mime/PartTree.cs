namespace HelpDesk.Web.Channels.Email.Mime;

/// <summary>
/// Takes a mail apart, line by line and once: how deep parts lie in each other does not matter. Mails within mails stay
/// whole.
/// </summary>
internal sealed class PartTree
{
    private readonly Lines lines;
    private readonly OddityLog oddities;
    private readonly Boundaries open = new();
    private Part? current;
    private int count;

    private PartTree(Lines lines, OddityLog oddities)
    {
        this.lines = lines;
        this.oddities = oddities;
    }

    public static Part Read(ReadOnlyMemory<byte> raw, OddityLog oddities)
    {
        var lines = new Lines(raw);
        var tree = new PartTree(lines, oddities);
        var head = new HeadReader(lines, oddities).ReadMail(out var start);
        var mail = new Part(head, outer: null, start);
        tree.Begin(mail, mail.Boundary);
        tree.Scan(start, raw.Length);
        new Mending(lines, oddities, tree.Again).Mend(mail);
        return mail;
    }

    // A multipart whose boundary is another one than it says.
    private void Again(Part part, string boundary)
    {
        Begin(part, boundary);
        Scan(part.Start, part.End);
    }

    private void Begin(Part part, string? boundary)
    {
        current = part;
        if (!part.IsMultipart || boundary is null or { Length: > MimeLimits.BoundaryBytes })
        {
            return;
        }

        part.IsCut = open.Count >= MimeLimits.Depth;
        oddities.NoteIf(part.IsCut, MailOddities.PartsCut);
        if (!part.IsCut)
        {
            open.Open(part, boundary);
        }
    }

    private void Scan(int start, int end)
    {
        for (var at = lines.NextDashes(start); at < end && open.Count > 0; at = lines.NextDashes(at))
        {
            var line = lines.At(at);
            at = line.Next;
            if (open.TryMatch(lines.Of(line), out var place, out var isLast))
            {
                at = Turn(line, place, isLast, at, end);
            }
        }

        oddities.NoteIf(open.Count > 0 && count < MimeLimits.Parts, MailOddities.StructureBroken);
        End(end, 0);
    }

    // From one part to the next. Returns where reading goes on: at the end, where no further part may be read.
    private int Turn(Line line, int place, bool isLast, int at, int end)
    {
        oddities.NoteIf(open.Count > place + 1, MailOddities.StructureBroken);
        End(line.Start, place + 1);
        if (isLast)
        {
            open.Close().End = line.Start;
            return at;
        }

        if (++count >= MimeLimits.Parts)
        {
            oddities.Note(MailOddities.PartsCut);
            return end;
        }

        var part = new Part(new HeadReader(lines, oddities).Read(at, out var start), open.Innermost, start);
        open.Innermost.Parts.Add(part);
        Begin(part, part.Boundary);
        return start;
    }

    // Ends the part that is being read, and the multiparts it lies in down to a place.
    private void End(int end, int place)
    {
        if (current is { } part)
        {
            part.End = Math.Max(part.Start, lines.BeforeBreak(end, part.Start));
        }

        current = null;
        while (open.Count > place)
        {
            open.Close().End = end;
        }
    }
}
