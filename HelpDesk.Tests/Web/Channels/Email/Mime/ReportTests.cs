using HelpDesk.Domain.Email;
using HelpDesk.Web.Channels.Email.Mime;

namespace HelpDesk.Tests.Web.Channels.Email.Mime;

public sealed class ReportTests
{
    private const string Status = """
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.com

        Final-Recipient: rfc822;
         bo@example.com
        Status: 5.1.1

        Final-Recipient: rfc822; eve@example.com
        Status: 4.2.2
        """;

    [Theory]
    [InlineData("message/rfc822", 1)]
    [InlineData("text/rfc822-headers", 1)]
    public void A_bounce_says_who_and_what(string returned, int files)
    {
        var mail = Report("delivery-status", Status, $"Content-Type: {returned}\n\nMessage-ID: <a@x>\nSubject: =?utf-8?Q?caf=C3=A9?=\n\nx");

        mail.Text.ShouldBe("It failed.");
        mail.ReportType.ShouldBe("delivery-status");
        mail.ReportBlocks.Select(block => block.Count).ShouldBe([1, 2, 2]);
        mail.ReportBlocks[1][0].ShouldBe(new MailField("Final-Recipient", "rfc822; bo@example.com"));
        mail.ReturnedFields.ShouldBe([new MailField("Message-ID", "<a@x>"), new MailField("Subject", "café")]);
        mail.Files.Count.ShouldBe(files);
    }

    [Fact]
    public void A_complaint_says_what_it_is_about()
    {
        var mail = Report("feedback-report", "Content-Type: message/feedback-report\n\nFeedback-Type: abuse\nVersion: 1");

        mail.ReportBlocks.ShouldHaveSingleItem()[0].ShouldBe(new MailField("Feedback-Type", "abuse"));
        mail.ReturnedFields.ShouldBeEmpty();
    }

    [Fact]
    public void A_report_may_be_encoded()
    {
        var mail = Report("delivery-status", "Content-Type: message/delivery-status\nContent-Transfer-Encoding: base64\n\nU3RhdHVzOiA1LjEuMQo=");

        mail.ReportBlocks.ShouldHaveSingleItem().ShouldBe([new MailField("Status", "5.1.1")]);
    }

    [Fact]
    public void A_forwarded_mail_is_not_given_back()
    {
        var mail = Eml.Read("Content-Type: multipart/mixed; boundary=b\n\n--b\n\nSee below.\n--b\nContent-Type: message/rfc822\n\nSubject: x\n\ny\n--b--\n");

        mail.ReturnedFields.ShouldBeEmpty();
        mail.ReportType.ShouldBeNull();
    }

    [Fact]
    public void No_more_than_a_thousand_blocks_are_read()
    {
        var mail = Report("delivery-status", "Content-Type: message/delivery-status\n\n" + Eml.Times("a: b\n\n", 1_100));

        mail.ReportBlocks.Count.ShouldBe(1_000);
        mail.Oddities.ShouldBe(MailOddities.FieldsCut);
    }

    private static ReadMail Report(string type, params string[] parts) => Eml.Read(
        $"Content-Type: multipart/report; report-type={type}; boundary=b\n\n--b\n\nIt failed.\n"
        + string.Concat(parts.Select(part => $"--b\n{part}\n")) + "--b--\n");
}
