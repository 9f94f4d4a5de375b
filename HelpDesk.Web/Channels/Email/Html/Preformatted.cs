using AngleSharp.Dom;

namespace HelpDesk.Web.Channels.Email.Html;

/// <summary>Text whose line ends count.</summary>
internal static class Preformatted
{
    /// <summary>Such text is cut into lines up to this many; beyond, it is one line.</summary>
    private const int MaxCuts = 5_000;

    /// <summary>Its line ends are line ends.</summary>
    public static bool Is(IElement element) =>
        element.LocalName == "pre" || (element.GetAttribute("style") is { } style
            && style.Contains("white-space", StringComparison.OrdinalIgnoreCase) && style.Contains("pre", StringComparison.OrdinalIgnoreCase));

    /// <summary>Such a text is one node with many lines: each gets a node of its own, so that some can be folded.</summary>
    public static void Cut(INode root)
    {
        var texts = new List<IText>();
        var depth = 0;
        DomWalk.Through(
            root,
            node =>
            {
                if (node is IText text && depth > 0 && text.Data.Contains('\n', StringComparison.Ordinal))
                {
                    texts.Add(text);
                }

                depth += node is IElement element && Is(element) ? 1 : 0;
                return true;
            },
            node => depth -= node is IElement element && Is(element) ? 1 : 0);
        texts.ForEach(CutLines);
    }

    private static void CutLines(IText text)
    {
        var parts = text.Data.Split('\n');
        if (parts.Length > MaxCuts || text.Parent is not { } parent)
        {
            return;
        }

        for (var at = 0; at < parts.Length - 1; at++)
        {
            parent.InsertBefore(text.Owner!.CreateTextNode($"{parts[at]}\n"), text);
        }

        text.Data = parts[^1];
    }
}
