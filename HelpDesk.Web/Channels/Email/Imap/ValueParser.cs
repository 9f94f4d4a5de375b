using System.Globalization;
using System.Text;

namespace HelpDesk.Web.Channels.Email.Imap;

/// <summary>
/// Reads the data of one response, line by line: where a line announces a literal, the reader fetches it and goes on.
/// </summary>
internal sealed class ValueParser
{
    private const int DepthLimit = 100;

    private readonly Stack<List<ImapValue>> open = new([[]]);
    private bool isAfterLiteral;

    /// <summary>The atom before what comes next: the name of a fetched item.</summary>
    public string LastAtom { get; private set; } = "";

    /// <summary>Reads a line.</summary>
    /// <returns>The size of the literal that the line announces at its end; null when it announces none.</returns>
    /// <exception cref="ImapException">The line makes no sense.</exception>
    public long? Take(ReadOnlySpan<byte> line)
    {
        if (isAfterLiteral && !line.IsEmpty && line[0] is not ((byte)' ' or (byte)')'))
        {
            throw Senseless("a literal longer than announced");
        }

        isAfterLiteral = false;
        while (!line.IsEmpty)
        {
            switch (line[0])
            {
                case (byte)' ':
                    line = line[1..];
                    break;
                case (byte)'(':
                    Open();
                    line = line[1..];
                    break;
                case (byte)')':
                    Close();
                    line = line[1..];
                    break;
                case (byte)'"':
                    line = TakeQuoted(line[1..]);
                    break;
                case (byte)'{' when AnnouncedBy(line) is { } size:
                    isAfterLiteral = true;
                    return size;
                default:
                    line = TakeAtom(line);
                    break;
            }
        }

        return null;
    }

    public void Add(ImapValue value) => open.Peek().Add(value);

    /// <summary>What was read, once the last line is in.</summary>
    /// <exception cref="ImapException">A list was not closed.</exception>
    public IReadOnlyList<ImapValue> Finish() => open.Count == 1 ? open.Pop() : throw Senseless("a list without an end");

    // {123} or, from servers that need not, {123+}; only at the end of a line.
    private static long? AnnouncedBy(ReadOnlySpan<byte> line)
    {
        if (line[^1] != '}')
        {
            return null;
        }

        var digits = Encoding.Latin1.GetString(line[1..^1].TrimEnd((byte)'+'));
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : null;
    }

    private void Open()
    {
        if (open.Count > DepthLimit)
        {
            throw Senseless("too many lists in lists");
        }

        open.Push([]);
    }

    private void Close()
    {
        if (open.Count == 1)
        {
            throw Senseless("a list without a beginning");
        }

        var items = open.Pop();
        Add(ImapValue.List(items));
    }

    private ReadOnlySpan<byte> TakeQuoted(ReadOnlySpan<byte> rest)
    {
        var text = new StringBuilder();
        for (var i = 0; i < rest.Length; i++)
        {
            if (rest[i] == '"')
            {
                Add(ImapValue.String(text.ToString()));
                return rest[(i + 1)..];
            }

            i += rest[i] == '\\' && i + 1 < rest.Length ? 1 : 0;
            text.Append((char)rest[i]);
        }

        throw Senseless("a string without an end");
    }

    private ReadOnlySpan<byte> TakeAtom(ReadOnlySpan<byte> line)
    {
        var length = 1;
        while (length < line.Length && line[length] is not ((byte)' ' or (byte)'(' or (byte)')'))
        {
            // The section of BODY[HEADER.FIELDS (MESSAGE-ID)] is part of its name.
            length += line[length] == '[' && line[length..].IndexOf((byte)']') is var close and > 0 ? close : 1;
        }

        LastAtom = Encoding.Latin1.GetString(line[..length]);
        Add(ImapValue.Atom(LastAtom));
        return line[length..];
    }

    private static ImapException Senseless(string what) => new(ImapTrouble.Garbled, what);
}
