using System.Net;

namespace HelpDesk.Web.Channels.Email.Mime;

/// <summary>What one stretch of a mail says: as plain text, as HTML, or both alike.</summary>
internal readonly record struct Section(string? Text, string? Html);

/// <summary>
/// What a mail says, and the parts that are files. Of alternatives both kinds are kept; stretches that follow each other are
/// joined, and none is lost from the HTML because it came as plain text.
/// </summary>
internal sealed class MailBody
{
    // Google's mail for its own pages: says again what the other alternatives say.
    private const string Amp = "text/x-amp-html";

    private const string Alternatives = "multipart/alternative";

    private readonly TextParts texts;
    private readonly List<Part> files = [];

    private MailBody(TextParts texts) => this.texts = texts;

    public IReadOnlyList<Part> Files => files;

    public string? Text { get; private set; }

    public string? Html { get; private set; }

    public static MailBody Read(Part mail, TextParts texts)
    {
        var body = new MailBody(texts);
        var sections = body.Sections(mail).ToList();
        body.Text = Join("\n\n", sections.Select(section => section.Text));
        body.Html = sections.Exists(section => section.Html is not null)
            ? Join("\n", sections.Select(section => section.Html ?? Marked(section.Text)))
            : null;
        return body;
    }

    // As deep as multiparts are read: a hundred.
    private IEnumerable<Section> Sections(Part part)
    {
        if (part.IsCut)
        {
            return [];
        }

        if (part.Parts.Count == 0)
        {
            return Leaf(part);
        }

        var inner = part.Parts.SelectMany(Sections).ToList();
        return part.MediaType == Alternatives ? [Alternative(inner)] : inner;
    }

    private IEnumerable<Section> Leaf(Part part)
    {
        if (IsText(part) && texts.TryRead(part, out var text))
        {
            return [part.MediaType == "text/html" ? new Section(null, text) : new Section(text, null)];
        }

        if ((!Reports.IsBlock(part) || part.FileName.Length > 0) && part.MediaType != Amp)
        {
            files.Add(part);
        }

        return [];
    }

    // A multipart that nobody can take apart is shown as it is.
    private static bool IsText(Part part) => part.IsMultipart || part.Outer switch
    {
        null => part.MediaType.StartsWith("text/", StringComparison.Ordinal) && !(part.IsAttached && part.IsSaved),
        { MediaType: Alternatives } => IsReadable(part),
        _ => IsReadable(part) && !part.IsAttached && !part.IsSaved,
    };

    private static bool IsReadable(Part part) => part.MediaType is "text/plain" or "text/html";

    private static Section Alternative(List<Section> inner) => new(
        Join("\n\n", inner.Select(section => section.Text)),
        Join("\n", inner.Select(section => section.Html)));

    private static string? Join(string between, IEnumerable<string?> texts) =>
        texts.OfType<string>().ToList() is { Count: > 0 } found ? string.Join(between, found) : null;

    private static string? Marked(string? text) => text is null ? null : $"<pre>{WebUtility.HtmlEncode(text)}</pre>";
}
