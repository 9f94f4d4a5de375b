using System.Text.RegularExpressions;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Data;
using HelpDesk.Web.Http;

namespace HelpDesk.Web.Features.Conversation;

/// <summary>
/// Puts pictures into a mail's sanitised HTML: those that came with it always, those on other servers when somebody asks.
/// They become part of the document, so that the frame needs no cookies and asks nobody for anything.
/// </summary>
internal sealed partial class MailPictures(Files files, GuardedFetch fetch)
{
    private const int MaxPictures = 40;

    /// <summary>Bytes of one picture.</summary>
    private const int MaxBytes = 2 << 20;

    /// <summary>Bytes of all pictures of one mail.</summary>
    private const long MaxAll = 12 << 20;

    /// <param name="html">As the sanitiser wrote it: attributes in double quotes, no bare angle bracket in any text.</param>
    /// <param name="attached">The files of the message.</param>
    /// <param name="withRemote">Somebody asked for pictures that lie on other servers.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<string> FillAsync(string html, IReadOnlyCollection<Attachment> attached, bool withRemote, CancellationToken ct)
    {
        var wanted = Images().Matches(html).Select(image => Source.Of(image.Value)).OfType<Source>().Distinct().Take(MaxPictures).ToList();
        var found = new Dictionary<Source, string>();
        var left = MaxAll;
        foreach (var batch in wanted.Where(source => !source.IsRemote || withRemote).Chunk(6))
        {
            var pictures = await Task.WhenAll(batch.Select(async source => (Source: source, Bytes: await BytesAsync(source, attached, ct))));
            foreach (var (source, bytes) in pictures.Where(picture => picture.Bytes is not null && TypeOf(picture.Bytes) is not null))
            {
                left -= bytes!.Length;
                if (left > 0)
                {
                    found[source] = $"src=\"data:{TypeOf(bytes)};base64,{Convert.ToBase64String(bytes)}\"";
                }
            }
        }

        return Images().Replace(html, image => Source.Of(image.Value) is { } source && found.TryGetValue(source, out var data)
            ? image.Value.Replace(source.Attribute, data, StringComparison.Ordinal)
            : image.Value);
    }

    private async Task<byte[]?> BytesAsync(Source source, IReadOnlyCollection<Attachment> attached, CancellationToken ct)
    {
        if (source.IsRemote)
        {
            return await fetch.BytesAsync(source.Value, MaxBytes, ct);
        }

        var file = attached.FirstOrDefault(row => row.ContentId == source.Value && row.Size <= MaxBytes);
        await using var content = file is null ? null : files.Open(file.Hash);
        if (content is null)
        {
            return null;
        }

        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, ct);
        return bytes.ToArray();
    }

    // By its first bytes, never by what the server or the mail says.
    private static string? TypeOf(byte[] bytes)
    {
        using var content = new MemoryStream(bytes);
        return MediaTypes.Sniff(content, isText: false, "") is { } type && MediaTypes.IsPicture(type) ? type : null;
    }

    [GeneratedRegex("""<img(?: [a-z-]+="[^"]*")*>""", RegexOptions.NonBacktracking)]
    private static partial Regex Images();

    /// <summary>Where one picture comes from.</summary>
    /// <param name="Attribute">As it stands in the HTML.</param>
    /// <param name="Value">The address or the content id.</param>
    /// <param name="IsRemote">It lies on another server.</param>
    private sealed partial record Source(string Attribute, string Value, bool IsRemote)
    {
        public static Source? Of(string image)
        {
            var match = Attributes().Match(image);
            return match.Success
                ? new Source(match.Value, System.Net.WebUtility.HtmlDecode(match.Groups["value"].Value), match.Groups["name"].Value == "data-remote-src")
                : null;
        }

        [GeneratedRegex("(?<name>data-remote-src|data-cid)=\"(?<value>[^\"]*)\"", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
        private static partial Regex Attributes();
    }
}
