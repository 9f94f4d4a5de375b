using System.Text;

namespace HelpDesk.Web.Channels.Email.Imap;

/// <summary>
/// Names of folders as they travel: a UTF-7 of their own, in which everything but printable ASCII is encoded (RFC 3501
/// §5.1.3). A line break in a name can so never end a command.
/// </summary>
internal static class FolderNames
{
    public static string Encode(string name)
    {
        var encoded = new StringBuilder();
        for (var i = 0; i < name.Length;)
        {
            var length = name.AsSpan(i).IndexOfAnyInRange(' ', '~') is var plain and >= 0 ? plain : name.Length - i;
            if (length > 0)
            {
                encoded.Append('&').Append(Convert.ToBase64String(Encoding.BigEndianUnicode.GetBytes(name.Substring(i, length))).TrimEnd('=').Replace('/', ',')).Append('-');
                i += length;
            }
            else
            {
                encoded.Append(name[i] == '&' ? "&-" : name[i]);
                i++;
            }
        }

        return encoded.ToString();
    }

    /// <summary>What is not encoded rightly stays as it is.</summary>
    public static string Decode(string encoded)
    {
        var name = new StringBuilder();
        for (var i = 0; i < encoded.Length; i++)
        {
            var end = encoded[i] == '&' ? encoded.IndexOf('-', i) : -1;
            if (end > 0 && TryDecode(encoded[(i + 1)..end]) is { } part)
            {
                name.Append(part);
                i = end;
            }
            else
            {
                name.Append(encoded[i]);
            }
        }

        return name.ToString();
    }

    private static string? TryDecode(string part)
    {
        if (part.Length == 0)
        {
            return "&";
        }

        var base64 = part.Replace(',', '/').PadRight((part.Length + 3) / 4 * 4, '=');
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var count) && count % 2 == 0 ? Encoding.BigEndianUnicode.GetString(bytes, 0, count) : null;
    }
}
