namespace HelpDesk.Tests.Web.Channels.Email.Mime;

public sealed class EncodedWordsTests
{
    [Theory]
    [InlineData("=?utf-8?Q?caf=C3=A9?=", "café")]
    [InlineData("=?UTF-8?b?Y2Fmw6k=?=", "café")]
    [InlineData("=?UTF-8?b?Y2Fmw6k?=", "café")]
    [InlineData("=?iso-8859-1*fr?q?caf=E9?=", "café")]
    [InlineData("a =?utf-8?Q?b?= c", "a b c")]
    [InlineData("=?utf-8?Q?a?= =?utf-8?Q?b?=", "ab")]
    [InlineData("=?utf-8?Q?a?=\r\n =?iso-8859-1?Q?=E9?=", "aé")]
    [InlineData("=?utf-8?Q?a_?= =?utf-8?Q?b?=", "a b")]
    [InlineData("=?utf-8?Q?caf=C3?= =?utf-8?Q?=A9?=", "café")]
    [InlineData("=?utf-8?B?Y2Fmww==?= =?UTF-8?B?qQ==?=", "café")]
    [InlineData("=?utf-8?Q?what?is?this?=", "what?is?this")]
    [InlineData("=?utf-8?Q?a b?=", "a b")]
    [InlineData("x=?utf-8?Q?a?=y", "xay")]
    [InlineData("=?utf-8?Q?caf\xE9?=", "café")]
    [InlineData("=?iso-8859-1?Q?caf\xE9?=", "café")]
    [InlineData("=?gb2312?B?1tDOxA==?=", "中文")]
    [InlineData("=?nobody-knows?Q?caf=C3=A9?=", "café")]
    [InlineData("=?utf-8?Q??=", "")]
    public void Words_are_decoded(string subject, string text) => Subject(subject).ShouldBe(text);

    [Theory]
    [InlineData("=?utf-8?Q?never ends")]
    [InlineData("=?utf-8?X?a?=")]
    [InlineData("=?utf 8?Q?a?=")]
    [InlineData("=?")]
    [InlineData("=??=")]
    [InlineData("=?utf-8?Q?=")]
    [InlineData("a =? b ?= c")]
    public void What_is_no_word_stays(string subject) => Subject(subject).ShouldBe(subject);

    [Fact]
    public void A_word_that_never_ends_does_not_swallow_the_next() =>
        Subject("=?utf-8?Q?broken =?utf-8?Q?caf=C3=A9?=").ShouldBe("=?utf-8?Q?broken café");

    private static string Subject(string field) => Eml.ReadRaw($"Subject: {field}\r\n\r\n").Subject;
}
