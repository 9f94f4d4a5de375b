using System.Text;

namespace HelpDesk.Web.Channels.Email.Mime;

/// <summary>
/// Reads header fields (RFC 5322 §2.2) up to the empty line, or to the first line that can be no field: such mails lack the
/// empty line, and what follows is text.
/// </summary>
internal sealed class HeadReader(Lines lines, OddityLog oddities)
{
    private const int MaxName = 200;
    private const int MaxStray = 50;
    private const int MaxStrayFirst = 5;

    private readonly List<RawField> fields = [];
    private int size;

    /// <summary>Reads the head of a part.</summary>
    /// <param name="start">Where it begins.</param>
    /// <param name="body">Where the text after it begins.</param>
    public Head Read(int start, out int body)
    {
        var at = start;
        while (at < lines.Length && TryStep(ref at))
        {
        }

        body = at;
        return new Head(fields);
    }

    /// <summary>Reads the head of a whole mail, which may follow empty lines and the separator of a mailbox file.</summary>
    public Head ReadMail(out int body)
    {
        var start = 0;
        while (start < lines.Length && lines.At(start) is { IsEmpty: true } line)
        {
            start = line.Next;
        }

        var first = start < lines.Length ? lines.At(start) : default;
        var isHead = IsSeparator(first) || ColonOf(first) > 0;
        return Read(isHead ? start : Math.Max(AfterStray(first, MaxStrayFirst), 0), out body);
    }

    // False at the end of the head.
    private bool TryStep(ref int at)
    {
        var line = lines.At(at);
        if (line.IsEmpty)
        {
            at = line.Next;
            return false;
        }

        if (ColonOf(line) is var colon and > 0)
        {
            at = Take(line, colon);
            return true;
        }

        var next = IsSeparator(line) ? line.Next : fields.Count > 0 && !IsDashed(line) ? AfterStray(line, MaxStray) : -1;
        at = next < 0 ? at : next;
        return next >= 0;
    }

    private int Take(Line first, int colon)
    {
        var last = first;
        while (last.Next < lines.Length && IsFold(last.Next))
        {
            last = lines.At(last.Next);
        }

        if (HasRoom(last.End - first.Start))
        {
            fields.Add(new RawField(Name(first, colon), FieldText.Read(lines.Bytes[(colon + 1)..last.End])));
        }

        return last.Next;
    }

    // A field is read whole or not at all: half an address is another address.
    private bool HasRoom(int length)
    {
        var hasRoom = length <= MimeLimits.FieldBytes && size + length <= MimeLimits.HeadBytes && fields.Count < MimeLimits.Fields;
        size += hasRoom ? length : 0;
        oddities.NoteIf(!hasRoom, MailOddities.FieldsCut);
        return hasRoom;
    }

    private bool IsFold(int at) => lines.Bytes[at] is (byte)' ' or (byte)'\t';

    // Where the colon of a field stands; 0 where the line is none. A line that begins like a boundary is no field.
    private int ColonOf(Line line)
    {
        var text = lines.Of(line);
        var head = text[..Math.Min(text.Length, MaxName)];
        var colon = head.IndexOf((byte)':');
        if (colon <= 0 || IsDashed(line))
        {
            return 0;
        }

        var name = head[..colon].TrimEnd(" \t"u8);
        return name.IsEmpty || name.ContainsAnyExceptInRange((byte)'!', (byte)'~') ? 0 : line.Start + colon;
    }

    private bool IsDashed(Line line) => lines.Of(line).StartsWith("--"u8);

    // "From ana@example.com Mon Jan 1 …" before the first field, or quoted anywhere, as mailbox files do.
    private bool IsSeparator(Line line) =>
        (fields.Count == 0 && lines.Of(line).StartsWith("From "u8)) || lines.Of(line).StartsWith(">From "u8);

    // Some programs put lines of their own between fields, or lose the indent of folded ones. They are that only if a field
    // that mails have follows before the empty line; -1 where none does.
    private int AfterStray(Line line, int most)
    {
        for (var i = 0; i < most && !line.IsEmpty; i++)
        {
            if (ColonOf(line) is var colon and > 0 && KnownFields.Has(Name(line, colon)))
            {
                return line.Start;
            }

            if (line.Next >= lines.Length)
            {
                break;
            }

            line = lines.At(line.Next);
        }

        return -1;
    }

    private string Name(Line line, int colon) => Encoding.ASCII.GetString(lines.Bytes[line.Start..colon].TrimEnd(" \t"u8));
}
