using System.Net;
using System.Text;
using HelpDesk.Web.Ui.Texts;

namespace HelpDesk.Web.Outbox;

/// <summary>One message in a mail; without an author where no person wrote it.</summary>
internal sealed record MailPart(string? Author, string Text)
{
    /// <summary>When it was said, on the customer's clock: in a transcript; null elsewhere.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The same as sanitised HTML; null where the text is all there is.</summary>
    public string? Html { get; init; }
}

/// <summary>A file that does not travel with its mail.</summary>
/// <param name="Name">As it is shown.</param>
/// <param name="Link">Opens this file and nothing else.</param>
internal sealed record MailedFile(string Name, string Link);

/// <summary>Files that are too large for a mail, and when their links lapse.</summary>
internal sealed record FilesApart(DateTimeOffset Until, IReadOnlyList<MailedFile> Files);

/// <summary>What a mail says to the customer, as plain text and as simple HTML, in their language.</summary>
internal sealed class MailBody(Texts words)
{
    /// <summary>The customer's name, or empty for a greeting without one; null in a letter, which greets in its own words.</summary>
    public required string? Greeting { get; init; }

    public required IReadOnlyList<MailPart> Parts { get; init; }

    /// <summary>How many messages wait in the chat beyond those shown here.</summary>
    public required int More { get; init; }

    /// <summary>What is fetched by a link; null where everything travels along.</summary>
    public required FilesApart? FilesApart { get; init; }

    /// <summary>Resumes the chat for whoever has it; null in a mail that others than the customer get too.</summary>
    public required string? Link { get; init; }

    /// <summary>The conversation began by mail: a chat is only offered.</summary>
    public bool BeganByMail { get; init; }

    /// <summary>What stands below all that: lines of plain text.</summary>
    public required string Signature { get; init; }

    /// <summary>Asks how the chat was; null where it cannot be rated, or was.</summary>
    public string? RatingLink { get; init; }

    /// <summary>The mail that is answered; null where none is repeated.</summary>
    public MailQuote? Quote { get; init; }

    private string? Hello => Greeting switch
    {
        null => null,
        "" => words["Hello,"],
        var name => words["Hello {0},", name],
    };

    private string? Rest => More switch
    {
        0 => null,
        1 => words["One more message waits for you in the chat."],
        _ => words["{0} more messages wait for you in the chat.", More],
    };

    public string Text()
    {
        var text = new StringBuilder();
        if (Hello is { } hello)
        {
            text.AppendLine(hello).AppendLine();
        }

        foreach (var part in Parts)
        {
            text.AppendLine(part.Author is null ? part.Text : $"{HeadOf(part)}\n\n{part.Text}").AppendLine();
        }

        if (Rest is { } rest)
        {
            text.AppendLine(rest).AppendLine();
        }

        if (FilesApart is { } apart)
        {
            text.AppendLine(About(apart)).AppendJoin('\n', apart.Files.Select(file => $"{file.Name}: {file.Link}")).AppendLine().AppendLine();
        }

        if (Link is not null)
        {
            text.AppendLine(words[BeganByMail ? "Or answer in a chat:" : "Go on with the chat:"]).AppendLine(Link).AppendLine();
        }

        if (RatingLink is not null)
        {
            text.AppendLine(words["How was this chat?"]).AppendLine(RatingLink).AppendLine();
        }

        text.Append("-- \n").AppendLine(Signature);
        if (Quote is { } quote)
        {
            text.AppendLine().AppendLine(quote.Attribution).AppendJoin('\n', quote.Lines.Select(Quoted)).AppendLine();
        }

        return text.ToString().ReplaceLineEndings("\n");
    }

    public string Html()
    {
        var link = Anchor(Link, words[BeganByMail ? "Or answer in a chat" : "Go on with the chat"]) + Anchor(RatingLink, words["How was this chat?"]);
        string[] lines =
        [
            $"<!doctype html>\n<html lang=\"{words.Language}\">\n<body>",
            .. Hello is { } hello ? [$"<p>{Encode(hello)}</p>"] : Array.Empty<string>(),
            .. Parts.Select(Html),
            .. Rest is { } rest ? [$"<p>{Encode(rest)}</p>"] : Array.Empty<string>(),
            .. FilesApart is { } apart ? [Html(apart)] : Array.Empty<string>(),
            $"{link}<p>-- <br>\n{Encode(Signature)}</p>",
            .. Quote is { } quote
                ? [$"<p>{Encode(quote.Attribution)}</p>\n<blockquote type=\"cite\">{Encode(string.Join('\n', quote.Lines))}</blockquote>"]
                : Array.Empty<string>(),
            "</body>\n</html>\n",
        ];
        return string.Join('\n', lines);
    }

    // RFC 3676 §4.5: one mark for each time a line was quoted, and a space before what was written.
    private static string Quoted(string line) => line.Length == 0 || line[0] == '>' ? $">{line}" : $"> {line}";

    private string Html(MailPart part)
    {
        var author = part.Author is null ? "" : $"<p><strong>{Encode(HeadOf(part))}</strong></p>\n";
        return part.Html is { } html ? $"{author}<div>{html}</div>" : $"{author}<p>{Encode(part.Text)}</p>";
    }

    private string HeadOf(MailPart part) =>
        part.At is { } at ? words["{0}, {1:g}:", part.Author ?? "", at.DateTime] : words["{0} wrote:", part.Author ?? ""];

    private static string Anchor(string? address, string label) => address is null ? "" : $"<p><a href=\"{Encode(address)}\">{Encode(label)}</a></p>\n";

    private string About(FilesApart apart) => words["Too large for a mail, to be downloaded until {0:d MMMM yyyy}:", apart.Until];

    private string Html(FilesApart apart) =>
        $"<p>{Encode(About(apart))}</p>\n<ul>{string.Concat(apart.Files.Select(file => $"<li><a href=\"{Encode(file.Link)}\">{Encode(file.Name)}</a></li>"))}</ul>";

    private static string Encode(string text) => WebUtility.HtmlEncode(text).ReplaceLineEndings("<br>\n");
}
