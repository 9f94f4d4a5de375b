using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using HelpDesk.Domain.Email;
using HelpDesk.Tests.Support;
using Xunit.Abstractions;

namespace HelpDesk.Tests.Domain.Email;

/// <summary>The visible text of real plain-text mails, as the authors of other splitters see it.</summary>
public sealed class QuotedTextCorpusTests(ITestOutputHelper output)
{
    [CorpusFact]
    public void Nine_of_ten_real_mails_split_as_expected()
    {
        var rows = MailCorpus.Expected("reply_visible.jsonl").Where(row => row.GetProperty("input_type").GetString() == "text").ToList();

        var missed = rows.Where(row => !Fits(row)).Select(row => row.GetProperty("id").GetString()).ToList();

        output.WriteLine($"{rows.Count - missed.Count} of {rows.Count}; not: {string.Join(", ", missed)}");
        missed.Count.ShouldBeLessThanOrEqualTo(rows.Count / 10);
    }

    [CorpusFact]
    public void No_real_text_is_lost_or_slow()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(MailCorpus.Folder!, "messages"), "*", SearchOption.AllDirectories))
        {
            var text = File.ReadAllText(file);
            var watch = System.Diagnostics.Stopwatch.StartNew();

            var split = QuotedText.Split(text);

            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10), file);
            Letters(split.Visible + split.Quoted).ShouldBe(Letters(text), file);
        }
    }

    private static bool Fits(JsonElement row)
    {
        var visible = QuotedText.Split(Input(row)).Visible;
        var expected = row.GetProperty("expected");
        return row.GetProperty("match").GetString() == "regex(all)"
            ? expected.EnumerateArray().All(pattern => Regex.IsMatch(visible, pattern.GetString()!, RegexOptions.None, TimeSpan.FromSeconds(1)))
            : visible.Trim() == Stripped(expected.GetString()!);
    }

    private static string Input(JsonElement row) => row.TryGetProperty("input_file", out var file)
        ? Encoding.UTF8.GetString(MailCorpus.Message(file.GetString()!))
        : row.GetProperty("input").GetString()!;

    private static string Stripped(string text) =>
        string.Join('\n', text.Replace("\r", "", StringComparison.Ordinal).Split('\n').Select(line => line.TrimEnd())).Trim();

    private static string Letters(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)).Order());
}
