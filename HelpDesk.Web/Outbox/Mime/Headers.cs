using System.Globalization;
using System.Text;

namespace HelpDesk.Web.Outbox.Mime;

/// <summary>
/// Writes header fields (RFC 5322 §2.2). What is not plain ASCII or too long for one line becomes encoded words (RFC 2047).
/// A control character is refused wherever it came from: it could begin a field of its own.
/// </summary>
internal sealed class Headers
{
    private const int LineLength = 76;

    /// <summary>Bytes in one encoded word, so that it fits beside the field's name into one line (RFC 2047 §2).</summary>
    private const int WordBytes = 39;

    private readonly StringBuilder text = new();

    /// <summary>A field of free text, such as the subject.</summary>
    public Headers Text(string name, string value)
    {
        Check(name, value);
        return Line(name, Encoded(value, LineLength - name.Length - 2));
    }

    /// <summary>A field whose value has a form of its own and is ASCII.</summary>
    /// <param name="name">Name of the field.</param>
    /// <param name="lines">The value, folded where one line ends and the next begins.</param>
    public Headers Raw(string name, params IEnumerable<string> lines)
    {
        var checkedLines = lines.ToList();
        checkedLines.ForEach(line => Check(name, line));
        return Line(name, string.Join("\r\n ", checkedLines));
    }

    /// <summary>An address (ASCII, or as RFC 6532 allows it) with the name that is shown for it.</summary>
    public Headers Mailbox(string name, string display, string address)
    {
        Check(name, display);
        var shown = Encoded(display, LineLength - name.Length - 2);
        var quoted = shown == display ? $"\"{display.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"" : shown;
        return Line(name, display.Length == 0 ? $"<{Address(address)}>" : $"{quoted}\r\n <{Address(address)}>");
    }

    /// <summary>Addresses without names, one a line.</summary>
    public Headers Mailboxes(string name, IEnumerable<string> addresses) =>
        Line(name, string.Join(",\r\n ", addresses.Select(address => $"<{Address(address)}>")));

    /// <summary>Ids in angle brackets, one a line.</summary>
    public Headers Ids(string name, IEnumerable<string> ids) => Raw(name, ids.Select(id => $"<{id}>"));

    public override string ToString() => text.ToString();

    /// <summary>A name for a parameter of a body part (RFC 2231 §4), in two lines.</summary>
    public static IEnumerable<string> Parameter(string name, string value)
    {
        Check(name, value);
        var plain = string.Concat(value.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or ' ' ? c : '_'));
        return [$"{name}=\"{plain}\";", $"{name}*=UTF-8''{Uri.EscapeDataString(value)}"];
    }

    private static string Encoded(string value, int room)
    {
        if (value.Length <= room && value.All(c => c is >= ' ' and <= '~') && !value.Contains("=?", StringComparison.Ordinal))
        {
            return value;
        }

        var words = new List<string>();
        var bytes = new List<byte>();
        Span<byte> one = stackalloc byte[4];
        foreach (var rune in value.EnumerateRunes())
        {
            var length = rune.EncodeToUtf8(one);
            if (bytes.Count + length > WordBytes)
            {
                words.Add(Word(bytes));
                bytes.Clear();
            }

            bytes.AddRange(one[..length]);
        }

        words.Add(Word(bytes));
        return string.Join("\r\n ", words);
    }

    private static string Word(List<byte> bytes) => $"=?utf-8?B?{Convert.ToBase64String([.. bytes])}?=";

    private static string Address(string address) =>
        WireAddress.TryMake(address, out var written) ? written : throw new MailRefusedException("The address of this mail is not one address.");

    private static void Check(string name, string value)
    {
        if (value.Any(c => char.IsControl(c) || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator))
        {
            throw new MailRefusedException($"The field {name} of this mail holds a control character.");
        }
    }

    private Headers Line(string name, string value)
    {
        text.Append(name).Append(": ").Append(value).Append("\r\n");
        return this;
    }
}
