using System.Net;
using System.Text;
using HelpDesk.Web.Ui.Texts;

namespace HelpDesk.Web.Outbox;

/// <summary>One message in a mail; without an author where no person wrote it.</summary>
internal sealed record MailPart(string? Author, string Text);

/// <summary>What a mail says to the customer, as plain text and as simple HTML, in their language.</summary>
internal sealed class MailBody(Texts words)
{
    public required string Greeting { get; init; }

    public required IReadOnlyList<MailPart> Parts { get; init; }

    /// <summary>How many messages wait in the chat beyond those shown here.</summary>
    public required int More { get; init; }

    /// <summary>Files that are too large for a mail.</summary>
    public required IReadOnlyList<string> FilesInChat { get; init; }

    /// <summary>Resumes the chat for whoever has it; null in a mail that others than the customer get too.</summary>
    public required string? Link { get; init; }

    public required string Workspace { get; init; }

    private string Hello => Greeting.Length > 0 ? words["Hello {0},", Greeting] : words["Hello,"];

    public string Text()
    {
        var text = new StringBuilder().AppendLine(Hello).AppendLine();
        foreach (var part in Parts)
        {
            text.AppendLine(part.Author is null ? part.Text : $"{words["{0} wrote:", part.Author]}\n\n{part.Text}").AppendLine();
        }

        foreach (var line in Rest())
        {
            text.AppendLine(line).AppendLine();
        }

        if (Link is not null)
        {
            text.AppendLine(words["Go on with the chat:"]).AppendLine(Link).AppendLine();
        }

        return text.Append("-- \n").AppendLine(Workspace).ToString().ReplaceLineEndings("\n");
    }

    public string Html()
    {
        var link = Link is null ? "" : $"<p><a href=\"{Encode(Link)}\">{Encode(words["Go on with the chat"])}</a></p>\n";
        string[] lines =
        [
            $"<!doctype html>\n<html lang=\"{words.Language}\">\n<body>\n<p>{Encode(Hello)}</p>",
            .. Parts.Select(Html),
            .. Rest().Select(line => $"<p>{Encode(line)}</p>"),
            $"{link}<p>{Encode(Workspace)}</p>\n</body>\n</html>\n",
        ];
        return string.Join('\n', lines);
    }

    private string Html(MailPart part)
    {
        var author = part.Author is null ? "" : $"<p><strong>{Encode(words["{0} wrote:", part.Author])}</strong></p>\n";
        return $"{author}<p>{Encode(part.Text)}</p>";
    }

    private IEnumerable<string> Rest()
    {
        if (More > 0)
        {
            yield return More == 1 ? words["One more message waits for you in the chat."] : words["{0} more messages wait for you in the chat.", More];
        }

        if (FilesInChat.Count > 0)
        {
            yield return words["Too large for a mail, but ready in the chat: {0}", string.Join(", ", FilesInChat)];
        }
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text).ReplaceLineEndings("<br>\n");
}
