using HelpDesk.Tests.Support;
using HelpDesk.Web.Channels.Email.Html;
using Xunit.Abstractions;

namespace HelpDesk.Tests.Web.Channels.Email.Html;

/// <summary>Collected attacks and real pages through the sanitiser.</summary>
public sealed class HtmlPayloadTests(ITestOutputHelper output)
{
    [Fact]
    public void Our_own_attacks_leave_a_safe_tree() => Check(Payloads.Own).ShouldBe(Payloads.Own.Length);

    [CorpusFact]
    public void Collected_attacks_and_pages_leave_a_safe_tree()
    {
        output.WriteLine($"{Check(Payloads.Collected)} attacks and {Check(Payloads.Pages)} pages");
    }

    [CorpusFact]
    public void Nothing_of_a_real_page_is_lost_by_folding()
    {
        foreach (var html in Payloads.Pages)
        {
            if (MailHtml.Of(html) is { } mail)
            {
                Letters(mail.VisibleText + mail.QuotedText).ShouldBe(Letters(PlainText.Of(html)), html);
                Letters(PlainText.Of(mail.Visible) + PlainText.Of(mail.Quoted)).Length.ShouldBeGreaterThanOrEqualTo(Letters(PlainText.Of(html)).Length * 9 / 10, html);
            }
        }
    }

    private static int Check(IEnumerable<string> attacks)
    {
        var count = 0;
        foreach (var html in attacks)
        {
            HtmlSanitiser.TrySanitise(html, out var clean).ShouldBeTrue(html);
            SafeDom.Check(clean.Html, html);
            HtmlSanitiser.TrySanitise(clean.Html, out var again).ShouldBeTrue(html);
            again.Html.ShouldBe(clean.Html, html);
            count++;
        }

        return count;
    }

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit).Order());
}
