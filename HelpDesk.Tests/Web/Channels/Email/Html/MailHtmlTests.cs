using HelpDesk.Web.Channels.Email.Html;

namespace HelpDesk.Tests.Web.Channels.Email.Html;

public sealed class MailHtmlTests
{
    [Theory]
    // Gmail, Thunderbird, Apple Mail, Yahoo, Proton.
    [InlineData("<div class='gmail_quote'><div class='gmail_attr'>Vào ngày 3, Ana viết:<br></div><blockquote class='gmail_quote'>OLD</blockquote></div>")]
    [InlineData("<div class='moz-cite-prefix'>Ana napísala:</div><blockquote type='cite' cite='mid:x'>OLD</blockquote>")]
    [InlineData("<div><blockquote type='cite'><div>On 3 May 2026, at 10:02, Ana wrote:</div><div>OLD</div></blockquote></div>")]
    [InlineData("<div id='yahoo_quoted_1' class='yahoo_quoted'><div>OLD</div></div>")]
    [InlineData("<div class='protonmail_quote'>OLD</div>")]
    // Outlook: on the web, on the desk, on a Mac, on phones; Hotmail; Outlook Express.
    [InlineData("<hr tabindex='-1'><div id='divRplyFwdMsg'><b>From:</b> Ana</div><div>OLD</div>")]
    [InlineData("<div id='appendonsend'></div><hr><div>Ana:</div><div>OLD</div>")]
    [InlineData("<div style='border:none;border-top:solid #E1E1E1 1.0pt'><p class=MsoNormal><b>From:</b> Ana &lt;ana@example.com&gt;<br><b>Sent:</b> Sunday<br><b>Subject:</b> x</p></div><p class=MsoNormal>OLD</p>")]
    [InlineData("<span id='OLK_SRC_BODY_SECTION'><div>From: Ana</div><div>OLD</div></span>")]
    [InlineData("<div id='mail-editor-reference-message-container'>OLD</div>")]
    [InlineData("<hr id='stopSpelling'>Date: Sunday<br>OLD")]
    [InlineData("<DIV class=OutlookMessageHeader>Von: Ana</DIV><DIV>OLD</DIV>")]
    // No mark at all: lines of text.
    [InlineData("<p>Le dim. 3 mai 2026 à 10:02, Ana Ruiz a écrit :</p><p>OLD</p>")]
    [InlineData("<div>-----Mensaje original-----</div><div>OLD</div>")]
    [InlineData("<div>De: Ana &lt;ana@example.com&gt;<br>Enviado: domingo<br>Para: Mesa<br>Asunto: x</div><div>OLD</div>")]
    [InlineData("<pre>On 3 May 2026, Ana wrote:\n&gt; OLD\n</pre>")]
    [InlineData("<blockquote>OLD</blockquote>")]
    public void A_quoted_mail_is_folded(string quote)
    {
        var mail = MailHtml.Of($"<html><body><div>Here is <b>my</b> answer.</div><div><br></div>{quote}</body></html>")!;

        mail.Visible.ShouldBe("<div>Here is <b>my</b> answer.</div>");
        mail.VisibleText.ShouldBe("Here is my answer.");
        mail.Quoted.ShouldContain("OLD");
        mail.QuotedText.ShouldContain("OLD");
    }

    [Theory]
    [InlineData("<p>Look:</p><blockquote>set off</blockquote><p>Clear?</p>")]
    [InlineData("<p>Look:</p><blockquote style='margin:0 0 0 40px;border:none;padding:0px'><div>further in</div></blockquote>")]
    [InlineData("<div id='divRplyFwdMsg'><b>From:</b> Ana</div><div>forwarded</div>")]
    [InlineData("<p>One<br>two</p><ul><li>three</li></ul>")]
    public void What_is_the_authors_own_stays(string html)
    {
        var mail = MailHtml.Of(html)!;

        mail.QuotedText.ShouldBeEmpty();
        mail.Quoted.ShouldBeEmpty();
        mail.VisibleText.ShouldBe(PlainText.Of(html));
    }

    [Fact]
    public void A_forward_shows_the_mail_it_forwards()
    {
        var mail = MailHtml.Of("<div class='gmail_quote'><div class='gmail_attr'>---------- Forwarded message ---------<br>From: Ana</div><div>forwarded</div></div>")!;

        mail.VisibleText.ShouldBe("forwarded");
        mail.QuotedText.ShouldContain("From: Ana");
    }

    [Fact]
    public void Answers_between_quotes_keep_their_questions()
    {
        var mail = MailHtml.Of("<blockquote type=cite>Does it print?</blockquote><p>Yes.</p><blockquote type=cite>In colour?</blockquote><p>No.</p><blockquote type=cite>Regards</blockquote>")!;

        mail.VisibleText.ShouldBe("Does it print?\n\nYes.\n\nIn colour?\n\nNo.");
        mail.QuotedText.ShouldBe("Regards");
    }

    [Fact]
    public void Both_parts_keep_what_surrounds_them()
    {
        var mail = MailHtml.Of("<div style='color:#111'><p>Mine</p><blockquote type=cite><p>Yours</p></blockquote></div>")!;

        mail.Visible.ShouldBe("<div style=\"color:#111\"><p>Mine</p></div>");
        mail.Quoted.ShouldBe("<div style=\"color:#111\"><blockquote><p>Yours</p></blockquote></div>");
    }

    [Fact]
    public void A_picture_alone_is_an_answer_and_a_pixel_is_none()
    {
        MailHtml.Of("<img src=cid:a><blockquote type=cite>OLD</blockquote>")!.Visible.ShouldBe("<img data-cid=\"a\">");

        var tracked = MailHtml.Of("<p>Mine</p><blockquote type=cite>OLD</blockquote><img src=https://t.example/o width=1>")!;
        tracked.Visible.ShouldBe("<p>Mine</p>");
        tracked.Pixels.ShouldBeGreaterThan(0);
        tracked.HasRemoteImages.ShouldBeFalse();
    }

    [Fact]
    public void Signatures_that_are_marked_are_folded() =>
        MailHtml.Of("<div>Mine</div><div class='gmail_signature'>Ana Ruiz, head of ropes</div>")!.VisibleText.ShouldBe("Mine");

    [Fact]
    public void No_word_is_lost_whatever_is_folded()
    {
        string[] pieces =
        [
            "<p>w1</p>", "<div>w2<br>w3</div>", "<blockquote type=cite>w4<p>w5</p></blockquote>", "<blockquote>w6</blockquote>",
            "On 3 May 2026, Ana wrote:<br>", "<table><tr><td>w7<td>w8</table>",
            "<pre>w9\n&gt; wa\nwb</pre>", "<hr>", "<div id=appendonsend></div>", "<ul><li>wc<li>wd</ul>", "<img src=cid:x>",
            "<div>Sent from my iPhone</div>", "<b>we<div>wf</div></b>", "--<br>wg<br>",
        ];
        for (var seed = 1; seed <= 1000; seed++)
        {
            var random = new Random(seed);
            var html = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => pieces[random.Next(pieces.Length)]));

            var mail = MailHtml.Of(html)!;

            Letters(PlainText.Of(mail.Visible) + PlainText.Of(mail.Quoted)).ShouldBe(Letters(PlainText.Of(html)), $"seed {seed}: {html}");
            Letters(mail.VisibleText + mail.QuotedText).ShouldBe(Letters(PlainText.Of(html)), $"seed {seed}: {html}");
        }
    }

    public static TheoryData<string, string> Hostile => new()
    {
        { "nested formatting", Many("<b>", 100_000) },
        { "nested blocks", Many("<div>", 100_000) },
        { "nested blocks that close out of order", Many("<form><div></form>", 13_000) },
        { "formatting opened again in every paragraph", string.Concat(Enumerable.Range(0, 19_000).Select(at => $"<b id={at}><p>")) },
        { "formatting opened again before a table", Fonts() + "<table>" + Many("x<tr>", 39_000) },
        { "formatting opened again in every block", Fonts() + Many("<div><hr>x</div>", 10_000) },
        { "attributes", "<a " + string.Concat(Enumerable.Range(0, 300_000).Select(at => $"a{at} ")) + ">x" },
        { "attributes behind a bracket", "<a x='>' " + string.Concat(Enumerable.Range(0, 300_000).Select(at => $"a{at} ")) + ">x" },
        { "tag soup", Many("<<</b><i>&amp;\"", 300_000) },
        { "brackets", new string('<', 5_000_000) },
        { "comments", Many("<!--", 1_000_000) },
        { "links", Many("<a href=https://x.example>", 39_000) },
        { "tables in tables", Many("<table><tr><td>", 3_000) },
        { "end tags", Many("<x>", 390) + Many("</y>", 39_000) },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Hostile_html_costs_no_more_than_its_length(string name, string html)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();

        var mail = MailHtml.Of(html);

        // A second or so when nothing else runs; without the limits these take hours or all memory.
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60), name);
        (mail?.VisibleText ?? HtmlSoup.TextOf(html)).ShouldNotBeNull();
    }

    private static string Many(string piece, int times) => string.Concat(Enumerable.Repeat(piece, times));

    private static string Fonts() => string.Concat(Enumerable.Range(0, 300).Select(at => $"<font id={at}>"));

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit).Order());
}
