using System.Globalization;
using System.Text;

namespace HelpDesk.Web.Channels.Email.Mime;

/// <summary>A parameter that came in pieces or with a charset (RFC 2231 §3, §4): <c>name*0*=utf-8''%41; name*1=b</c>.</summary>
internal sealed class Continuation
{
    private readonly SortedDictionary<int, (bool IsCoded, string Text)> pieces = [];

    /// <param name="order">What stands behind the first star: empty, a number, or a number and a star.</param>
    /// <param name="text">The value as it stands.</param>
    public void Add(ReadOnlySpan<char> order, string text)
    {
        var isCoded = order.IsEmpty || order[^1] == '*';
        var digits = order.TrimEnd('*');
        if (int.TryParse(digits.IsEmpty ? "0" : digits, NumberStyles.None, CultureInfo.InvariantCulture, out var place))
        {
            pieces.TryAdd(place, (isCoded, text));
        }
    }

    public string Join()
    {
        string? charset = null;
        var bytes = new List<byte>();
        var isFirst = true;
        foreach (var (isCoded, text) in pieces.Values)
        {
            var rest = isFirst && isCoded ? AfterCharset(text, out charset) : text;
            bytes.AddRange(isCoded ? Percent(rest) : Encoding.UTF8.GetBytes(rest));
            isFirst = false;
        }

        return FieldText.Clean(EncodedWords.Decode(Charsets.Decode([.. bytes], charset, out _)));
    }

    private static string AfterCharset(string text, out string? charset)
    {
        charset = null;
        var first = text.IndexOf('\'', StringComparison.Ordinal);
        var second = first < 0 ? -1 : text.IndexOf('\'', first + 1);
        if (second < 0)
        {
            return text;
        }

        charset = first == 0 ? null : text[..first];
        return text[(second + 1)..];
    }

    private static IEnumerable<byte> Percent(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var i = 0; i < bytes.Length; i++)
        {
            var isCode = bytes[i] == '%' && i + 2 < bytes.Length;
            if (isCode && byte.TryParse(bytes.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                yield return code;
                i += 2;
            }
            else
            {
                yield return bytes[i];
            }
        }
    }
}
