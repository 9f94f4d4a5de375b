using HelpDesk.Domain.Email;
using HelpDesk.Web.Channels.Email;

namespace HelpDesk.Tests.Web.Channels.Email;

public sealed class AuthenticationResultsTests
{
    [Theory]
    [InlineData("mx.us; dmarc=pass", "mx.us", MailVerdict.Pass)]
    [InlineData("mx.us; spf=pass; dmarc=pass (p=none dis=none) header.from=example.com", "mx.us", MailVerdict.Pass)]
    [InlineData("MX.US 1; DMARC=PASS header.from=EXAMPLE.com", "mx.us", MailVerdict.Pass)]
    [InlineData("mx.us; dmarc=fail (p=reject) header.from=example.com", "mx.us", MailVerdict.Fail)]
    [InlineData("mx.us; dmarc=pass header.from=evil.example", "mx.us", MailVerdict.None)]
    [InlineData("mx.us; dmarc=none", "mx.us", MailVerdict.None)]
    [InlineData("mx.us; dkim=pass header.d=example.com", "mx.us", MailVerdict.None)]
    [InlineData("mx.us; none", "mx.us", MailVerdict.None)]
    [InlineData("(mx.us; dmarc=pass", "mx.us", MailVerdict.None)]
    [InlineData("mx.us (; dmarc=pass); dmarc=fail", "mx.us", MailVerdict.Fail)]
    [InlineData("mx.us.evil.example; dmarc=pass", "mx.us", MailVerdict.None)]
    [InlineData("mx.us; dmarc=pass", null, MailVerdict.None)]
    [InlineData("mx.us; dmarc=pass", "", MailVerdict.None)]
    [InlineData("", "mx.us", MailVerdict.None)]
    public void The_word_of_our_own_server_counts(string value, string? authority, MailVerdict expected) =>
        AuthenticationResults.Of([new MailField("authentication-results", value)], authority, "example.com").ShouldBe(expected);

    [Fact]
    public void Only_the_topmost_of_them_counts() =>
        AuthenticationResults.Of(
            [
                new MailField("Authentication-Results", "mx.other; dmarc=pass"),
                new MailField("Authentication-Results", "mx.us; dmarc=fail"),
                new MailField("Authentication-Results", "mx.us; dmarc=pass"),
            ],
            "mx.us",
            "example.com").ShouldBe(MailVerdict.Fail);
}
