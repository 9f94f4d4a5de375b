using HelpDesk.Web.Channels.Email.Mime;

namespace HelpDesk.Tests.Web.Channels.Email.Mime;

public sealed class MailBodyTests
{
    private const string Plain = "Content-Type: text/plain\n\nplain";
    private const string Html = "Content-Type: text/html\n\n<b>html</b>";
    private const string Picture = "Content-Type: image/png\nContent-ID: <pic@x>\nContent-Disposition: inline; filename=p.png\n\nPNG";
    private const string Pdf = "Content-Type: application/pdf; name=a.pdf\nContent-Disposition: attachment\n\nPDF";

    [Fact]
    public void Of_alternatives_both_are_kept()
    {
        var mail = Read("alternative", Plain, Html);

        mail.MediaType.ShouldBe("multipart/alternative");
        mail.Text.ShouldBe("plain");
        mail.Html.ShouldBe("<b>html</b>");
        mail.Files.ShouldBeEmpty();
        mail.Oddities.ShouldBe(MailOddities.None);
    }

    [Fact]
    public void Texts_that_follow_each_other_are_joined() =>
        Read("mixed", Plain, Pdf, "Content-Type: text/plain\n\nmore").Text.ShouldBe("plain\n\nmore");

    [Fact]
    public void A_plain_text_beside_html_is_not_lost_from_it()
    {
        var mail = Read("mixed", Html, Pdf, "Content-Type: text/plain\n\n1 < 2");

        mail.Html.ShouldBe("<b>html</b>\n<pre>1 &lt; 2</pre>");
        mail.Text.ShouldBe("1 < 2");
    }

    [Fact]
    public void Html_alone_has_no_text()
    {
        var mail = Eml.Read(Html);

        mail.Text.ShouldBeNull();
        mail.Html.ShouldBe("<b>html</b>");
    }

    [Fact]
    public void An_alternative_may_be_a_multipart_itself()
    {
        var mail = Read("alternative", Plain, Inner("related", Html + "<img src=\"cid:pic@x\">", Picture));

        mail.Text.ShouldBe("plain");
        mail.Html.ShouldBe("<b>html</b><img src=\"cid:pic@x\">");
        mail.Files.ShouldHaveSingleItem().IsInline.ShouldBeTrue();
    }

    [Theory]
    [InlineData("Content-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\nx", "a.txt")]
    [InlineData("Content-Type: text/plain\nContent-Disposition: inline; filename=a.txt\n\nx", "a.txt")]
    [InlineData("Content-Type: text/html\nContent-Disposition: attachment\n\nx", "")]
    [InlineData("Content-Type: text/calendar; method=REQUEST\n\nx", "")]
    [InlineData("Content-Type: text/csv; name=a.csv\n\nx", "a.csv")]
    [InlineData("Content-Type: application/ms-tnef; name=winmail.dat\n\nx", "winmail.dat")]
    [InlineData("Content-Type: application/pgp-signature; name=signature.asc\n\nx", "signature.asc")]
    [InlineData("Content-Type: application/pkcs7-mime; name=smime.p7m\n\nx", "smime.p7m")]
    public void A_part_that_nobody_reads_in_place_is_a_file(string part, string name)
    {
        var mail = Read("mixed", Plain, part);

        mail.Text.ShouldBe("plain");
        mail.Files.ShouldHaveSingleItem().Name.ShouldBe(name);
    }

    [Fact]
    public void A_calendar_among_alternatives_is_a_file()
    {
        var mail = Read("alternative", Plain, Html, "Content-Type: text/calendar; charset=utf-8; method=REQUEST\n\nBEGIN:VCALENDAR");

        mail.Files.ShouldHaveSingleItem().MediaType.ShouldBe("text/calendar");
    }

    [Theory]
    [InlineData("Content-Type: text/plain; name=a.txt\n\nx")]
    [InlineData("Content-Type: TEXT\n\nx")]
    [InlineData("Content-Type: nonsense; charset=utf-8\n\nx")]
    [InlineData("Content-Type: text/enriched\n\nx")]
    [InlineData("Content-Type: text/plain\nContent-Disposition: attachment\n\nx")]
    public void A_mail_of_one_text_is_that_text(string raw) => Eml.Read(raw).Text.ShouldBe("x");

    [Fact]
    public void A_mail_of_one_file_is_that_file()
    {
        var mail = Eml.Read("Content-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\nx");

        mail.Text.ShouldBeNull();
        mail.Files.ShouldHaveSingleItem().Name.ShouldBe("a.txt");
    }

    [Fact]
    public void A_text_longer_than_anybody_reads_is_a_file()
    {
        var mail = Eml.Read("Subject: x\n\n" + new string('a', MimeLimits.TextBytes + 1));

        mail.Text.ShouldBeNull();
        mail.Files.ShouldHaveSingleItem().Content.Length.ShouldBe(MimeLimits.TextBytes + 1);
    }

    [Theory]
    [InlineData("cid:pic@x", true)]
    [InlineData("CID:pic%40x", true)]
    [InlineData("cid:other@x", false)]
    public void A_picture_is_inline_where_the_html_shows_it(string reference, bool isInline)
    {
        var file = Read("related", $"Content-Type: text/html\n\n<img src='{reference}'>", Picture).Files.ShouldHaveSingleItem();

        file.IsInline.ShouldBe(isInline);
        file.ContentId.ShouldBe("pic@x");
        file.Name.ShouldBe("p.png");
    }

    [Fact]
    public void A_picture_without_an_id_is_shown_among_the_files()
    {
        var file = Read("mixed", Html, "Content-Type: image/png\nContent-Disposition: inline; filename=p.png\n\nPNG").Files.ShouldHaveSingleItem();

        file.IsInline.ShouldBeFalse();
        file.ContentId.ShouldBeNull();
    }

    [Theory]
    [InlineData("Content-Type: message/rfc822\n\nSubject: Old/matter\n\nx", "Old-matter.eml")]
    [InlineData("Content-Type: message/rfc822\n\nx", "message.eml")]
    [InlineData("Content-Type: message/rfc822; name=a.eml\n\nSubject: Old\n\nx", "a.eml")]
    public void A_mail_in_a_mail_is_a_file(string part, string name)
    {
        var mail = Read("mixed", Plain, part);

        mail.Text.ShouldBe("plain");
        mail.Files.ShouldHaveSingleItem().Name.ShouldBe(name);
    }

    [Fact]
    public void Mails_of_a_digest_need_not_say_what_they_are() =>
        Read("digest", "\nSubject: One\n\nx", "\nSubject: Two\n\ny").Files.Select(file => file.Name).ShouldBe(["One.eml", "Two.eml"]);

    private static ReadMail Read(string kind, params string[] parts) => Eml.Read(Inner(kind, parts));

    private static string Inner(string kind, params string[] parts) =>
        $"Content-Type: multipart/{kind}; boundary=\"{kind}\"\n\n" + string.Concat(parts.Select(part => $"--{kind}\n{part}\n")) + $"--{kind}--\n";
}
