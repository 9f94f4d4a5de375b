using HelpDesk.Web.Channels.Email.Html;
using HelpDesk.Web.Channels.Email.Mime;

namespace HelpDesk.Tests.Web.Channels.Email.Html;

public sealed class MailContentsTests
{
    [Fact]
    public void A_plain_mail_has_text_alone()
    {
        var content = MailContents.Of(new ReadMail { Text = "It works.\n\n> Does it?" });

        content.ShouldBe(new MailContent { Text = "It works.", QuotedText = "> Does it?" });
    }

    [Fact]
    public void Html_that_says_no_more_than_the_text_is_not_kept()
    {
        var content = MailContents.Of(new ReadMail { Text = "It works.\r\nReally.", Html = "<div dir=ltr>It works.<br>Really.<div class=x style='font-size:12pt'></div></div>" });

        content.ShouldBe(new MailContent { Text = "It works.\nReally." });
    }

    [Theory]
    [InlineData("<p>It <b>works</b>.</p>")]
    [InlineData("<p>It <span style='color:red'>works</span>.</p>")]
    [InlineData("<p>It works.</p><img src=cid:a>")]
    [InlineData("<p>It works. There is more here.</p>")]
    public void Html_that_says_more_is_kept(string html) =>
        MailContents.Of(new ReadMail { Text = "It works.", Html = html }).Html.ShouldNotBeNull();

    [Fact]
    public void Without_a_text_the_html_gives_it()
    {
        var content = MailContents.Of(new ReadMail
        {
            Html = "<h1>Hi</h1><p>It <b>works</b>.</p><img src=https://example.com/x.png><blockquote type=cite><b>Does it?</b></blockquote><img src=https://t.example/ width=1>",
        });

        content.Text.ShouldBe("Hi\n\nIt works.");
        content.Html.ShouldBe("<h1>Hi</h1><p>It <b>works</b>.</p><img data-remote-src=\"https://example.com/x.png\">");
        content.QuotedText.ShouldBe("Does it?");
        content.QuotedHtml.ShouldBe("<blockquote><b>Does it?</b></blockquote>");
        content.HasRemoteImages.ShouldBeTrue();
        content.Pixels.ShouldBe(1);
    }

    [Fact]
    public void Html_beyond_the_limits_is_shown_as_text()
    {
        var content = MailContents.Of(new ReadMail { Html = string.Concat(Enumerable.Repeat("<div>", 100_000)) + "Hello<br>there" });

        content.Text.ShouldBe("Hello\nthere");
        content.Html.ShouldBeNull();
    }

    [Fact]
    public void A_long_text_is_cut_between_characters()
    {
        var content = MailContents.Of(new ReadMail { Text = new string('a', 999_999) + "😀😀" });

        content.Text.Length.ShouldBe(999_999);
    }

    [Fact]
    public void A_mail_without_words_is_empty() => MailContents.Of(new ReadMail()).ShouldBe(new MailContent { Text = "" });
}
