using HelpDesk.Tests.Support;
using HelpDesk.Web.Outbox;
using HelpDesk.Web.Outbox.Mime;

namespace HelpDesk.Tests.Web.Outbox;

/// <summary>How headers and text are written for the wire.</summary>
public sealed class MimeTests
{
    [Theory]
    [InlineData("Plain")]
    [InlineData("Año nuevo, vie privée, 你好, 🙂")]
    [InlineData("=?utf-8?B?QUJD?=")]
    [InlineData("")]
    [InlineData("A very long subject that goes on and on until it does not fit into one line of a header any more and must be split")]
    [InlineData("🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂")]
    public void A_subject_comes_back_as_it_was(string subject)
    {
        var raw = new Headers().Text("Subject", subject).ToString();

        raw.Split("\r\n").ShouldAllBe(line => line.Length <= 78 && line.All(char.IsAscii));
        Mail.Parse(raw + "\r\n")["Subject"].ShouldBe(subject);
    }

    [Theory]
    [InlineData("a\nb")]
    [InlineData("a\r\nBcc: x@example.com")]
    [InlineData("a\0")]
    [InlineData("a\u0085b")]
    [InlineData("a\u2029b")]
    public void A_control_character_is_refused_in_every_field(string text)
    {
        Should.Throw<MailRefusedException>(() => new Headers().Raw("X", text));
        Should.Throw<MailRefusedException>(() => new Headers().Ids("X", [text]));
        Should.Throw<MailRefusedException>(() => new Headers().Text("Subject", text));
        Should.Throw<MailRefusedException>(() => new Headers().Mailbox("From", text, "a@example.com"));
        Should.Throw<MailRefusedException>(() => new Headers().Mailbox("To", "", $"{text}@example.com"));
        Should.Throw<MailRefusedException>(() => Headers.Parameter("filename", text));
    }

    [Theory]
    [InlineData("a@example.com, b@example.com")]
    [InlineData("a@example.com>")]
    [InlineData("a b@example.com")]
    [InlineData("a@b@example.com")]
    [InlineData("nobody")]
    public void What_is_not_one_address_is_refused(string address) =>
        Should.Throw<MailRefusedException>(() => new Headers().Mailbox("To", "", address));

    [Theory]
    [InlineData("Short")]
    [InlineData("Ends with a space \nand = equals\n\nand ñ, 你好, 🙂")]
    [InlineData(".\n..\nFrom here")]
    public void Text_comes_back_as_it_was(string text) => Back(text).ShouldBe($"{text}\n".ReplaceLineEndings("\r\n"));

    [Fact]
    public void Long_text_is_broken_into_short_lines_and_comes_back()
    {
        var text = string.Concat(Enumerable.Repeat("Ñandú = 100 % ", 500));

        QuotedPrintable.Encode(text).Split("\r\n").ShouldAllBe(line => line.Length <= 76);
        Back(text).ShouldBe(text + "\r\n");
    }

    private static string Back(string text) =>
        Mail.Parse($"Content-Transfer-Encoding: quoted-printable\r\n\r\n{QuotedPrintable.Encode(text)}").Content;
}
