using System.Buffers;

namespace HelpDesk.Web.Channels.Email.Mime;

/// <summary>The parts that a mail's HTML shows in place (RFC 2392).</summary>
internal static class ContentIds
{
    private const string Scheme = "cid:";
    private const int MaxLength = 1_000;

    private static readonly SearchValues<char> Stops = SearchValues.Create("\"'<> )\t\r\n");

    public static HashSet<string> In(string? html)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var rest = html.AsSpan();
        while (rest.IndexOf(Scheme, StringComparison.OrdinalIgnoreCase) is var at && at >= 0)
        {
            rest = rest[(at + Scheme.Length)..];
            var end = rest[..Math.Min(MaxLength, rest.Length)].IndexOfAny(Stops);
            if (end > 0)
            {
                var id = rest[..end].ToString();
                ids.Add(id);
                ids.Add(Uri.UnescapeDataString(id));
            }
        }

        return ids;
    }
}
