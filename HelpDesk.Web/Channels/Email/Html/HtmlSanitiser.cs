using System.Diagnostics.CodeAnalysis;
using AngleSharp.Dom;

namespace HelpDesk.Web.Channels.Email.Html;

/// <summary>
/// The last step before HTML of strangers is stored: what it gives is a fix-point, so a browser that parses it finds the
/// tree that was looked at here, and nothing that the lists do not allow.
/// </summary>
internal static class HtmlSanitiser
{
    /// <summary>Output that still changes after so many rounds is not trusted.</summary>
    private const int MaxRounds = 6;

    /// <summary>False when the HTML is beyond a limit: then it is shown as plain text.</summary>
    public static bool TrySanitise(string html, [NotNullWhen(true)] out WrittenHtml? clean)
    {
        clean = null;
        return HtmlTree.TryParse(html, out var body) && TryWrite(body, _ => true, out clean);
    }

    /// <summary>Sanitises a part of a tree.</summary>
    public static bool TryWrite(IElement body, Func<INode, bool> isWanted, [NotNullWhen(true)] out WrittenHtml? clean)
    {
        var written = HtmlWriter.Write(Wrapped(body), isWanted);
        var pixels = written.Pixels;
        for (var round = 0; round < MaxRounds && HtmlTree.TryParse(written.Html, out var again); round++)
        {
            var next = HtmlWriter.Write(Wrapped(again), _ => true);
            if (next.Html == written.Html)
            {
                clean = next with { Pixels = pixels };
                return true;
            }

            written = next;
        }

        clean = null;
        return false;
    }

    // The body itself is written too when it has colours: its parent's content, where nothing else is kept.
    private static INode Wrapped(IElement body) => body.Parent ?? body;
}
