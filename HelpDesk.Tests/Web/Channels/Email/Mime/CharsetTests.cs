using HelpDesk.Web.Channels.Email.Mime;

namespace HelpDesk.Tests.Web.Channels.Email.Mime;

public sealed class CharsetTests
{
    [Theory]
    [InlineData("utf-8", "caf\xC3\xA9", "café")]
    [InlineData("\"UTF8\"", "caf\xC3\xA9", "café")]
    [InlineData("utf-8", "\xEF\xBB\xBFx", "x")]
    [InlineData("iso-8859-1", "caf\xE9 \x80", "café €")]
    [InlineData("cp1252", "\x93x\x94", "“x”")]
    [InlineData("iso-8859-15", "\xA4", "€")]
    [InlineData("koi8-r", "\xC4\xC1", "да")]
    [InlineData("gb2312", "\xD6\xD0\xCE\xC4", "中文")]
    [InlineData("GB18030", "\x95\x32\x82\x36", "𠀀")]
    [InlineData("big5", "\xA4\xA4\xA4\xE5", "中文")]
    [InlineData("ks_c_5601-1987", "\xC7\xD1\xB1\xDB", "한글")]
    [InlineData("shift_jis", "\x93\xFA\x96\x7B", "日本")]
    [InlineData("euc-jp", "\xC6\xFC\xCB\xDC", "日本")]
    [InlineData("iso-2022-jp", "\x1B$BF|K\\\x1B(B", "日本")]
    [InlineData("utf-16", "\xFE\xFF\0h\0i", "hi")]
    [InlineData("utf-16le", "h\0i\0", "hi")]
    [InlineData("tis-620", "\xA1", "ก")]
    public void A_known_charset_is_read(string charset, string bytes, string text)
    {
        var mail = Read(charset, bytes);

        mail.Text.ShouldBe(text);
        mail.Oddities.ShouldBe(MailOddities.None);
    }

    [Theory]
    [InlineData("us-ascii", "caf\xC3\xA9", "café")]
    [InlineData("us-ascii", "caf\xE9", "café")]
    [InlineData("utf-8", "caf\xE9", "café")]
    [InlineData("utf-8", "caf\xC3\xA9 \xE9", "café \uFFFD")]
    [InlineData("klingon", "caf\xC3\xA9", "café")]
    [InlineData("x-unknown", "caf\xE9", "café")]
    [InlineData("", "caf\xE9", "café")]
    [InlineData("utf-16", "\0\xD8h\0", "\uFFFDh")]
    public void A_wrong_charset_is_guessed_and_told(string charset, string bytes, string text)
    {
        var mail = Read(charset, bytes);

        mail.Text.ShouldBe(text);
        mail.Oddities.ShouldBe(MailOddities.CharsetGuessed);
    }

    [Theory]
    [InlineData("utf-7")]
    [InlineData("unicode-1-1-utf-7")]
    [InlineData("x-utf7")]
    [InlineData("csUnicode11UTF7")]
    [InlineData("cp65000")]
    public void Utf_7_is_never_read_as_such(string charset) =>
        Read(charset, "+ADw-script+AD4-").Text.ShouldBe("+ADw-script+AD4-");

    [Fact]
    public void Without_a_charset_nothing_is_odd() => Eml.ReadRaw("Subject: x\r\n\r\ncaf\xE9").Oddities.ShouldBe(MailOddities.None);

    [Fact]
    public void Text_holds_no_nul() => Eml.ReadRaw("Subject: x\r\n\r\na\0b").Text.ShouldBe("ab");

    private static ReadMail Read(string charset, string bytes) =>
        Eml.ReadRaw($"Content-Type: text/plain; charset={charset}\r\n\r\n{bytes}");
}
