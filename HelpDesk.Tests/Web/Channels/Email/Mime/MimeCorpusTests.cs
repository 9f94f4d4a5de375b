using System.Diagnostics;
using System.Text.Json;
using HelpDesk.Web.Channels.Email.Mime;
using Xunit.Abstractions;

namespace HelpDesk.Tests.Web.Channels.Email.Mime;

/// <summary>
/// Real mails against what two of three other readers agree on. They are wrong too at times (UTF-7, letters they could not
/// read, files they take for text), so that all of it is neither reached nor wanted.
/// </summary>
public sealed class MimeCorpusTests(ITestOutputHelper output)
{
    // Two seconds on an idle machine; tests share theirs.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);

    [Fact]
    public void Real_mails_are_read_as_others_read_them()
    {
        if (Corpus.Folder is null)
        {
            output.WriteLine("LEFT OUT: MAIL_CORPUS names no folder with real mails.");
            return;
        }

        var expected = Expected("mime_consensus.jsonl", "file");
        var agreement = new Agreement(output);
        var mails = Corpus.Whole().ToList();
        foreach (var path in mails)
        {
            var mail = Read(path);
            Outputs.ShouldBeSound(mail, path);
            if (expected.TryGetValue(Corpus.NameOf(path), out var wanted))
            {
                agreement.Compare(Corpus.NameOf(path), mail, wanted);
            }
        }

        output.WriteLine($"{mails.Count} mails read");
        mails.Count.ShouldBe(1_221);
        agreement.Of("from_").ShouldBeGreaterThanOrEqualTo(0.99);
        agreement.Of("subject").ShouldBeGreaterThanOrEqualTo(0.99);
        agreement.Of("mid").ShouldBeGreaterThanOrEqualTo(0.99);
        agreement.Of("text").ShouldBeGreaterThanOrEqualTo(0.97);
        agreement.Of("attachment_names").ShouldBeGreaterThanOrEqualTo(0.95);
    }

    private ReadMail Read(string path)
    {
        var raw = File.ReadAllBytes(path);
        var watch = Stopwatch.StartNew();
        var mail = new MimeReader().Read(raw);
        watch.Elapsed.ShouldBeLessThan(Bound, path);
        return mail;
    }

    private static Dictionary<string, JsonElement> Expected(string file, string key) =>
        File.ReadLines(Path.Combine(Corpus.Folder ?? "", "expected", file))
            .Select(line => JsonDocument.Parse(line).RootElement)
            .ToDictionary(line => line.GetProperty(key).GetString() ?? "");
}
