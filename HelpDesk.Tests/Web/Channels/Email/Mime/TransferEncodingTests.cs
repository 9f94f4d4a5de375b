using System.Text;
using HelpDesk.Web.Channels.Email.Mime;

namespace HelpDesk.Tests.Web.Channels.Email.Mime;

public sealed class TransferEncodingTests
{
    [Theory]
    [InlineData("7bit", "a=3Db", "a=3Db")]
    [InlineData("", "a", "a")]
    [InlineData("base64", "aGVsbG8=", "hello")]
    [InlineData(" \"BASE64\" (really)", "aGVs\r\nbG8=\r\n", "hello")]
    [InlineData("base64", "aGVsbG8", "hello")]
    [InlineData("base64", "aGU=bGxv", "hello")]
    [InlineData("quoted-printable", "h=65llo", "hello")]
    [InlineData("quoted-printable", "hel=\r\nlo", "hello")]
    [InlineData("quoted-printable", "hel= \t\r\nlo", "hello")]
    [InlineData("quoted-printable", "hello=", "hello")]
    [InlineData("quoted-printable", "h=C3=a9", "hÃ©")]
    [InlineData("x-uuencode", "begin 644 x\r\n%:&5L;&\\\r\n`\r\nend\r\n", "hello")]
    public void Content_is_decoded(string encoding, string written, string content)
    {
        var mail = Read(encoding, written);

        Encoding.Latin1.GetString(mail.Files.ShouldHaveSingleItem().Content.Span).ShouldBe(content);
        mail.Oddities.ShouldBe(MailOddities.None);
    }

    [Theory]
    [InlineData("base64", "aGVs!bG8=", "hello")]
    [InlineData("base64", "aGVsb", "hel")]
    [InlineData("quoted-printable", "h=ZZ=6", "h=ZZ=6")]
    [InlineData("uuencode", "begin 644 x\r\n%:&5L;&\\", "hello")]
    [InlineData("uuencode", "nothing of the kind", "")]
    [InlineData("rot13", "uryyb", "uryyb")]
    public void Broken_content_is_read_as_far_as_it_goes(string encoding, string written, string content)
    {
        var mail = Read(encoding, written);

        Encoding.Latin1.GetString(mail.Files.ShouldHaveSingleItem().Content.Span).ShouldBe(content);
        mail.Oddities.ShouldBe(MailOddities.EncodingBroken);
    }

    private static ReadMail Read(string encoding, string written) =>
        Eml.ReadRaw($"Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n{written}");
}
