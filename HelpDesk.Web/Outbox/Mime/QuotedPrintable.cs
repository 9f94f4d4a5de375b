using System.Text;

namespace HelpDesk.Web.Outbox.Mime;

/// <summary>Text as lines of at most 76 ASCII characters (RFC 2045 §6.7).</summary>
internal static class QuotedPrintable
{
    private const int LineLength = 76;

    public static string Encode(string text)
    {
        var encoded = new StringBuilder();
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            AppendLine(encoded, Encoding.UTF8.GetBytes(line));
            encoded.Append("\r\n");
        }

        return encoded.ToString();
    }

    private static void AppendLine(StringBuilder encoded, byte[] line)
    {
        var length = 0;
        for (var i = 0; i < line.Length; i++)
        {
            var isLast = i == line.Length - 1;
            var plain = line[i] is > 32 and < 127 and not (byte)'=' || (line[i] is 32 or 9 && !isLast);
            var width = plain ? 1 : 3;

            // One column stays free for the mark of a line that goes on.
            if (length + width > LineLength - 1)
            {
                encoded.Append("=\r\n");
                length = 0;
            }

            _ = plain ? encoded.Append((char)line[i]) : encoded.Append('=').Append(line[i].ToString("X2", null));
            length += width;
        }
    }
}
