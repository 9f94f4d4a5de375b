using HelpDesk.Web.Channels.Email.Mime;

namespace HelpDesk.Tests.Web.Channels.Email.Mime;

public sealed class PartTreeTests
{
    [Theory]
    [InlineData("boundary=\"b\"", "--b")]
    [InlineData("boundary=b", "--b")]
    [InlineData("BOUNDARY = \"b \"", "--b  ")]
    [InlineData("boundary=\"a:b c'()+_,-./=?\"", "--a:b c'()+_,-./=?")]
    [InlineData("boundary=\"b--\"", "--b--")]
    [InlineData("boundary*=us-ascii''b", "--b")]
    [InlineData("boundary*0=b; boundary*1=c", "--bc")]
    [InlineData("boundary=\"\xC3\xA9\"", "--\xC3\xA9")]
    public void Parts_lie_between_boundaries(string parameter, string line)
    {
        var mail = Eml.Read($"Content-Type: multipart/mixed; {parameter}\n\npreamble\n{line}\n\none\n{line}\n\ntwo\n{line.TrimEnd()}--\nepilogue");

        mail.Text.ShouldBe("one\n\ntwo");
        mail.Oddities.ShouldBe(MailOddities.None);
    }

    [Theory]
    [InlineData("Content-Type: multipart/mixed\n\n--b\nContent-Type: text/plain\n\none\n--b\nContent-Type: text/plain\n\ntwo\n--b--\n", "one\n\ntwo")]
    [InlineData("Content-Type: multipart/mixed; boundary=c\n\n--b\nContent-Type: text/plain\n\none\n--b--\n", "one")]
    [InlineData("Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b\n\ntwo", "one\n\ntwo")]
    [InlineData("Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b", "one\n\n")]
    [InlineData("Content-Type: multipart/mixed; boundary=b\n\njust a text", "just a text")]
    [InlineData("Content-Type: multipart/mixed\n\njust a text", "just a text")]
    [InlineData("Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\none\n--b\n\ntwo\n--b--\n", "one\n\ntwo")]
    public void A_broken_structure_is_told_and_read_all_the_same(string raw, string text)
    {
        var mail = Eml.Read(raw);

        mail.Text.ShouldBe(text);
        mail.Oddities.ShouldBe(MailOddities.StructureBroken);
    }

    [Fact]
    public void An_inner_multipart_may_have_the_boundary_of_the_outer_one()
    {
        var mail = Eml.Read("Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b--\n--b\n\ntwo\n--b--\n");

        mail.Text.ShouldBe("one\n\ntwo");
    }

    [Fact]
    public void A_part_without_an_empty_line_ends_where_the_next_begins()
    {
        var mail = Eml.Read("Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: image/png; name=a.png\n--b\n\ntwo\n--b--\n");

        mail.Files.ShouldHaveSingleItem().Content.Length.ShouldBe(0);
        mail.Text.ShouldBe("two");
    }

    [Fact]
    public void The_break_before_a_boundary_is_no_part_of_a_file()
    {
        var mail = Eml.Read("Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: image/png\n\nPNG\n\n--b--\n");

        mail.Files.ShouldHaveSingleItem().Content.Length.ShouldBe("PNG\r\n".Length);
    }

    [Fact]
    public void No_more_than_a_thousand_parts_are_read()
    {
        var mail = Eml.Read("Content-Type: multipart/mixed; boundary=b\n\n" + Eml.Times("--b\nContent-Type: image/png\n\n\n", 2_000) + "--b--\n");

        mail.Files.Count.ShouldBe(999);
        mail.Oddities.ShouldBe(MailOddities.PartsCut);
    }

    [Fact]
    public void No_more_than_a_hundred_levels_are_read()
    {
        var mail = Eml.Read(string.Concat(Enumerable.Range(0, 101).Select(i => $"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n\ntext {i}\n--b{i}\n")));

        mail.Text.ShouldEndWith("text 99");
        mail.Oddities.HasFlag(MailOddities.PartsCut).ShouldBeTrue();
    }
}
