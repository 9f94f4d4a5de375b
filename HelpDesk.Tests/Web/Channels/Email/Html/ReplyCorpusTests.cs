using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using HelpDesk.Domain.Email;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Channels.Email.Html;
using HelpDesk.Web.Channels.Email.Mime;
using Xunit.Abstractions;

namespace HelpDesk.Tests.Web.Channels.Email.Html;

/// <summary>The visible part of real mails, as the authors of other splitters see it.</summary>
public sealed class ReplyCorpusTests(ITestOutputHelper output)
{
    [CorpusFact]
    public void Nine_of_ten_real_mails_split_as_expected()
    {
        var rows = MailCorpus.Expected("reply_visible.jsonl").ToList();

        var missed = rows.Where(row => !Fits(row)).Select(row => row.GetProperty("id").GetString()).ToList();

        output.WriteLine($"{rows.Count - missed.Count} of {rows.Count}; not: {string.Join(", ", missed)}");
        missed.Count.ShouldBeLessThanOrEqualTo(rows.Count / 10);
    }

    private static bool Fits(JsonElement row)
    {
        var visible = Visible(row);
        return row.GetProperty("match").GetString() switch
        {
            "regex(all)" => row.GetProperty("expected").EnumerateArray().All(pattern => Regex.IsMatch(visible, pattern.GetString()!, RegexOptions.None, TimeSpan.FromSeconds(1))),
            _ when Type(row) == "html" => Letters(visible) == Letters(Expected(row)),
            _ => visible.Trim() == Stripped(Expected(row)),
        };
    }

    private static string Visible(JsonElement row) => Type(row) switch
    {
        "html" => MailHtml.Of(Encoding.UTF8.GetString(Input(row)))!.VisibleText,
        "text" => QuotedText.Split(Encoding.UTF8.GetString(Input(row))).Visible,
        _ => MailContents.Of(new MimeReader().Read(Input(row))).Text,
    };

    private static string Type(JsonElement row) => row.GetProperty("input_type").GetString()!;

    private static byte[] Input(JsonElement row) => row.TryGetProperty("input_file", out var file)
        ? MailCorpus.Message(file.GetString()!)
        : Encoding.UTF8.GetBytes(row.GetProperty("input").GetString()!);

    // HTML is compared by its text: how two programs write the same tree is not what is asked.
    private static string Expected(JsonElement row)
    {
        var text = row.TryGetProperty("expected_file", out var file) ? Encoding.UTF8.GetString(MailCorpus.Message(file.GetString()!)) : row.GetProperty("expected").GetString()!;
        return Type(row) == "html" && text.Contains('<', StringComparison.Ordinal) ? PlainText.Of(text) : text;
    }

    private static string Stripped(string text) =>
        string.Join('\n', text.Replace("\r", "", StringComparison.Ordinal).Split('\n').Select(line => line.TrimEnd())).Trim();

    private static string Letters(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
