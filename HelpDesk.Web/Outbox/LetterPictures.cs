using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace HelpDesk.Web.Outbox;

/// <summary>
/// Puts the pictures of an agent's letter, written in a mail program of their own, back where they stood. What lies on
/// other servers is left out: a mail of ours asks nobody for anything.
/// </summary>
internal static partial class LetterPictures
{
    /// <param name="html">As the sanitiser wrote it: attributes in double quotes, no bare angle bracket in any text; null for plain text.</param>
    /// <param name="files">Of the letter, under the ids that they came with.</param>
    /// <param name="domain">For ids of our own: those they came with are a stranger's words.</param>
    /// <returns>The HTML with its pictures, and the files: those that it shows under an id, the others under none.</returns>
    public static (string? Html, IReadOnlyList<OutgoingFile> Files) Place(string? html, IReadOnlyList<OutgoingFile> files, string domain)
    {
        var shown = new Dictionary<OutgoingFile, string>();
        var placed = html is null ? null : Images().Replace(html, image =>
        {
            var named = ContentId().Match(image.Value);
            var id = WebUtility.HtmlDecode(named.Groups["id"].Value);
            if (!named.Success || files.FirstOrDefault(file => file.ContentId == id) is not { } file)
            {
                return "";
            }

            shown.TryAdd(file, string.Create(CultureInfo.InvariantCulture, $"p{shown.Count}.{file.Hash[..24]}@{domain}"));
            return image.Value.Replace(named.Value, $" src=\"cid:{shown[file]}\"", StringComparison.Ordinal);
        });
        return (placed, [.. files.Select(file => file with { ContentId = shown.GetValueOrDefault(file) })]);
    }

    [GeneratedRegex("""<img(?: [a-z-]+="[^"]*")*>""", RegexOptions.NonBacktracking)]
    private static partial Regex Images();

    [GeneratedRegex(" data-cid=\"(?<id>[^\"]*)\"", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex ContentId();
}
