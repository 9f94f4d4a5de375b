using System.Globalization;

namespace HelpDesk.Tests.Web.Channels.Email.Mime;

public sealed class MailDateTests
{
    [Theory]
    [InlineData("Mon, 1 Jan 2024 10:00:00 +0100", "2024-01-01T10:00:00+01:00")]
    [InlineData("Mon, 1 Jan 2024 10:00:00 +0100 (CET)", "2024-01-01T10:00:00+01:00")]
    [InlineData("1 Jan 2024 10:00 -0530", "2024-01-01T10:00:00-05:30")]
    [InlineData("Mon, 01-Jan-24 10:00:00 GMT", "2024-01-01T10:00:00+00:00")]
    [InlineData("Mon, 1 Jan 99 1:02:03 EST", "1999-01-01T01:02:03-05:00")]
    [InlineData("mar, 5 mar 2024 10:00:00 +0000", "2024-03-05T10:00:00+00:00")]
    [InlineData("1 Jan 2024 10:00:00 XYZ", "2024-01-01T10:00:00+00:00")]
    [InlineData("1 Jan 2024 10:00:00", "2024-01-01T10:00:00+00:00")]
    public void A_date_is_read(string field, string date) =>
        Eml.Read($"Date: {field}\n\n").Date.ShouldBe(DateTimeOffset.Parse(date, CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("Jan")]
    [InlineData("1 Jan")]
    [InlineData("31 Feb 2024 10:00:00 +0000")]
    [InlineData("1 Jan 2024 25:00:00 +0000")]
    [InlineData("1 Jan 9999 10:00:00 +0000")]
    [InlineData("1 Jan 1969 10:00:00 +0000")]
    [InlineData("1 Jan 99999999999 10:00:00 +0000")]
    [InlineData("1 Jan 2024 10:00:00 +9999")]
    [InlineData("2024-01-01T10:00:00Z")]
    public void Nonsense_is_no_date(string field) => Eml.Read($"Date: {field}\n\n").Date.ShouldBeNull();
}
