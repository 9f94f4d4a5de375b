using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;

namespace HelpDesk.Web.Features.Conversation;

public sealed partial class LinkedText
{
    private static readonly char[] Trailing = ['.', ',', ';', ':', '!', '?', ')', '\''];

    [Parameter, EditorRequired]
    public string Text { get; set; } = "";

    [GeneratedRegex("""https?://[^\s<>"]+""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 200)]
    private static partial Regex Addresses();

    private List<(string Text, bool IsLink)> Parts()
    {
        var parts = new List<(string, bool)>();
        var at = 0;
        foreach (var match in Addresses().EnumerateMatches(Text))
        {
            var address = Text.Substring(match.Index, match.Length).TrimEnd(Trailing);
            if (Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps))
            {
                parts.Add((Text[at..match.Index], false));
                parts.Add((address, true));
                at = match.Index + address.Length;
            }
        }

        parts.Add((Text[at..], false));
        return parts;
    }
}
