using HelpDesk.Domain.Email;

namespace HelpDesk.Tests.Domain.Email;

public sealed class BounceReportTests
{
    [Theory]
    [InlineData("failed", "5.1.1", "smtp; 550 5.1.1 <ana@example.com>: User unknown", true, BounceReason.NoSuchAddress, "5.1.1")]
    [InlineData("failed", "5.0.0", "smtp; 550 5.1.1 no such user", true, BounceReason.NoSuchAddress, "5.1.1")]
    [InlineData("failed", "5.4.1", "smtp; 550 5.4.1 Recipient address rejected: Access denied", true, BounceReason.NoSuchAddress, "5.4.1")]
    [InlineData("failed", "5.1.2", "", true, BounceReason.NoSuchAddress, "5.1.2")]
    [InlineData("failed", "5.2.2", "smtp; 552 5.2.2 mailbox full", true, BounceReason.MailboxFull, "5.2.2")]
    [InlineData("failed", "5.0.0", "smtp; 550 over quota", true, BounceReason.MailboxFull, "5.0.0")]
    [InlineData("failed", "5.7.26", "smtp; 550-5.7.26 unauthenticated", true, BounceReason.Refused, "5.7.26")]
    [InlineData("failed", "5.7.1", "smtp; 554 5.7.1 looks like spam", true, BounceReason.Refused, "5.7.1")]
    [InlineData("failed", "5.3.4", "smtp; 552 5.3.4 Message too large", true, BounceReason.Refused, "5.3.4")]
    [InlineData("delayed", "4.4.1", "smtp; connect timed out", false, BounceReason.Fault, "4.4.1")]
    [InlineData("failed", "4.4.7", "smtp; message expired", true, BounceReason.Fault, "4.4.7")]
    [InlineData("failed", "5.2.1 (disabled)", "smtp; 550 5.2.1 The account is disabled", true, BounceReason.Fault, "5.2.1")]
    [InlineData("failed", "nonsense", "x; nonsense of some kind", true, BounceReason.Other, null)]
    public void A_report_tells_what_became_of_each_recipient(string action, string status, string diagnostic, bool isPermanent, BounceReason reason, string? code)
    {
        var bounce = Report([
            [new("Reporting-MTA", "dns; mx.example.org")],
            [new("Final-Recipient", "rfc822; Ana@Example.com"), new("Action", action), new("Status", status), new("Diagnostic-Code", diagnostic)]])!.Recipients.ShouldHaveSingleItem();

        bounce.Address.ShouldBe("ana@example.com");
        bounce.IsPermanent.ShouldBe(isPermanent);
        bounce.Reason.ShouldBe(reason);
        bounce.Status.ShouldBe(code);
    }

    [Fact]
    public void A_report_names_the_mail_and_whom_it_was_for()
    {
        var report = BounceReport.Of(new BounceMail
        {
            Head = new MailHead { MediaType = "multipart/report", ReportType = "delivery-status" },
            ReportBlocks =
            [
                [new("Reporting-MTA", "dns; mx.example.org")],
                [new("Original-Recipient", "rfc822;ana@example.com"), new("Final-Recipient", "rfc822;ana@inner.example"), new("Action", "failed"), new("Status", "5.1.1")],
                [new("Final-Recipient", "rfc822;bo@example.com"), new("Action", "delivered"), new("Status", "2.0.0")],
            ],
            ReturnedFields = [new("Subject", "x"), new("Message-Id", " <t7.d8.abc@desk.example> ")],
        })!;

        report.MessageId.ShouldBe("t7.d8.abc@desk.example");
        report.Recipients.Select(bounce => bounce.Address).ShouldBe(["ana@example.com"]);
    }

    [Fact]
    public void Good_news_and_complaints_are_no_bounces()
    {
        Report([[new("Final-Recipient", "rfc822; a@example.com"), new("Action", "relayed"), new("Status", "2.1.5")]]).ShouldBeNull();
        Report([[new("Feedback-Type", "abuse"), new("Final-Recipient", "rfc822; a@example.com"), new("Action", "failed")]]).ShouldBeNull();
    }

    [Theory]
    // qmail, exim, Exchange, Gmail, a delay, a mailbox provider.
    [InlineData("I wasn't able to deliver your message to the following addresses.\n\n<ana@example.com>:\n192.0.2.1 does not like recipient.\nRemote host said: 550 5.1.1 no such user\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <x@desk.example>\nMessage-ID: <t7@desk.example>\n", true, BounceReason.NoSuchAddress)]
    [InlineData("A message that you sent could not be delivered to one or more of its recipients. This is a permanent error.\n\n  ana@example.com\n    SMTP error from remote mail server after RCPT TO:<ana@example.com>:\n    552 mailbox is full\n\n------ This is a copy of the message, including all the headers. ------\n\nMessage-ID: <t7@desk.example>\n", true, BounceReason.MailboxFull)]
    [InlineData("Your message did not reach the following recipient(s):\n\nana@example.com on Sunday\n    The recipient name is not recognized\n\n----- Original message -----\nMessage-ID:\n <t7@desk.example>\n", true, BounceReason.NoSuchAddress)]
    [InlineData("Delivery to the following recipient failed permanently:\n\n     ana@example.com\n\nThe error that the other server returned was: 550 5.7.1 blocked, poor reputation\n\n----- Original message -----\nMessage-ID: <t7@desk.example>\n", true, BounceReason.Refused)]
    [InlineData("THIS IS A WARNING MESSAGE ONLY.\nDelivery to the following recipient has been delayed:\n\n     ana@example.com\n\n----- Original message -----\nMessage-ID: <t7@desk.example>\n", false, BounceReason.Fault)]
    public void A_text_tells_it_too(string text, bool isPermanent, BounceReason reason)
    {
        var report = Text(text)!;

        var bounce = report.Recipients.ShouldHaveSingleItem();
        (bounce.Address, bounce.IsPermanent, bounce.Reason).ShouldBe(("ana@example.com", isPermanent, reason));
        report.MessageId.ShouldBe("t7@desk.example");
    }

    [Fact]
    public void Each_recipient_of_a_text_has_words_of_its_own()
    {
        var report = Text("I wasn't able to deliver your message.\n\n<ana@example.com>:\nRemote host said: 550 no such user\n\n<bo@example.com>:\nRemote host said: 552 mailbox full\n")!;

        report.Recipients.Select(bounce => (bounce.Address, bounce.Reason)).ShouldBe([("ana@example.com", BounceReason.NoSuchAddress), ("bo@example.com", BounceReason.MailboxFull)]);
    }

    [Fact]
    public void People_who_write_of_rejected_mail_bounce_nothing()
    {
        var ana = new MailHead { From = [new Mailbox("Ana", "ana@example.com")], Subject = "Help" };

        BounceReport.Of(new BounceMail { Head = ana, Text = "My mail to bo@example.com could not be delivered: 550 5.1.1 user unknown" }).ShouldBeNull();
        BounceReport.Of(new BounceMail { Head = new MailHead { From = [new Mailbox("", "postmaster@example.com")], Subject = "A question" }, Text = "How do I reach you?" }).ShouldBeNull();
    }

    [Fact]
    public void A_hostile_text_takes_no_time_and_names_few()
    {
        var report = Text("could not be delivered\n" + string.Concat(Enumerable.Range(0, 100_000).Select(at => $"a{at}@example.com 550 ")))!;

        report.Recipients.Count.ShouldBeLessThanOrEqualTo(10);
        report.Recipients.ShouldAllBe(bounce => bounce.Diagnostic.Length <= 500);
    }

    private static BounceReport? Report(IReadOnlyList<IReadOnlyList<MailField>> blocks) => BounceReport.Of(new BounceMail
    {
        Head = new MailHead { MediaType = "multipart/report", ReportType = "delivery-status" },
        ReportBlocks = blocks,
    });

    private static BounceReport? Text(string text) => BounceReport.Of(new BounceMail
    {
        Head = new MailHead { From = [new Mailbox("", "MAILER-DAEMON@example.org")], Subject = "Mail delivery failed" },
        Text = text,
    });
}
