using HelpDesk.Domain.Email;
using HelpDesk.Tests.Support;

namespace HelpDesk.Tests.Domain.Email;

public sealed class QuotedTextCorpusTests
{
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

    private static string Letters(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)).Order());
}
