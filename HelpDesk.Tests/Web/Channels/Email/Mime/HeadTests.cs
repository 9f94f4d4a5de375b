using HelpDesk.Web.Channels.Email.Mime;

namespace HelpDesk.Tests.Web.Channels.Email.Mime;

public sealed class HeadTests
{
    [Theory]
    [InlineData("Subject: Printer\r\n\r\nIt is on fire.")]
    [InlineData("Subject: Printer\n\nIt is on fire.")]
    [InlineData("Subject: Printer\r\rIt is on fire.")]
    [InlineData("Subject: Printer\r\r\n\r\r\nIt is on fire.")]
    [InlineData("From ana@example.com Mon Jan  1 10:00:00 2024\nSubject: Printer\n\nIt is on fire.")]
    [InlineData("\r\n\r\nSubject: Printer\r\n\r\nIt is on fire.")]
    [InlineData("Subject : Printer\r\n\r\nIt is on fire.")]
    [InlineData("SUBJECT:Printer\r\n\r\nIt is on fire.")]
    [InlineData("Subject:\r\n Printer\r\n\r\nIt is on fire.")]
    [InlineData("A line of some program\r\nReceived: x\r\nanother of it\r\nand another\r\nSubject: Printer\r\n\r\nIt is on fire.")]
    [InlineData("Subject: Printer\r\nIt is on fire.")]
    public void Fields_and_text_are_told_apart(string raw)
    {
        var mail = Eml.ReadRaw(raw);

        mail.Subject.ShouldBe("Printer");
        mail.Text.ShouldBe("It is on fire.");
    }

    [Theory]
    [InlineData("")]
    [InlineData("It is on fire.\r\nCan you come?")]
    [InlineData("\r\nIt is on fire.")]
    [InlineData("Hello,\r\n\r\nSubject: no field\r\n")]
    public void A_mail_without_a_head_is_text(string raw)
    {
        var mail = Eml.ReadRaw(raw);

        mail.Fields.ShouldBeEmpty();
        mail.Text!.Trim().ShouldBe(raw.ReplaceLineEndings("\n").Trim());
    }

    [Theory]
    [InlineData("Subject: a\r\n b\r\n\tc", "a b c")]
    [InlineData("Subject: caf\xC3\xA9", "café")]
    [InlineData("Subject: caf\xE9", "café")]
    [InlineData("Subject: \x1B$B\x46|\x4B\x5C\x1B(B", "日本")]
    [InlineData("Subject: a\0b\ac", "abc")]
    [InlineData("Subject: a\rBcc: evil@example.com", "a Bcc: evil@example.com")]
    [InlineData("Subject: =?utf-8?Q?a=0D=0ABcc:_evil@example.com?=", "a Bcc: evil@example.com")]
    [InlineData("Subject: =?utf-8?Q?a=E2=80=A8b?=", "a b")]
    public void A_field_is_one_clean_line(string field, string value) => Eml.ReadRaw($"{field}\r\n\r\n").Subject.ShouldBe(value);

    [Fact]
    public void The_first_field_of_a_name_counts()
    {
        var mail = Eml.Read("Subject: one\nSubject: two\nMessage-ID: <a@x>\nMessage-ID: <b@x>\n\n");

        mail.Subject.ShouldBe("one");
        mail.MessageId.ShouldBe("a@x");
        mail.Oddities.ShouldBe(MailOddities.RepeatedField);
    }

    [Fact]
    public void Fields_that_may_stand_twice_are_not_odd() =>
        Eml.Read("Received: a\nReceived: b\nSubject: x\n\n").Oddities.ShouldBe(MailOddities.None);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_field_beyond_the_limit_is_left_out_and_those_after_it_are_read(int count)
    {
        var mail = Eml.Read(Eml.Times($"X-Long: {new string('a', 700_000)}\n", count) + "Subject: x\n\ny");

        mail.Subject.ShouldBe("x");
        mail.Text.ShouldBe("y");
        mail.Fields.Count.ShouldBe(1);
        mail.Oddities.ShouldBe(MailOddities.FieldsCut);
    }

    [Fact]
    public void No_more_than_a_thousand_fields_are_read()
    {
        var mail = Eml.Read(Eml.Times("X-A: b\n", 1_001) + "\ny");

        mail.Fields.Count.ShouldBe(1_000);
        mail.Text.ShouldBe("y");
        mail.Oddities.ShouldBe(MailOddities.FieldsCut);
    }

    [Fact]
    public void No_more_than_a_mebibyte_of_fields_is_read()
    {
        var mail = Eml.Read(Eml.Times($"X-A: {new string('b', 60_000)}\n", 20) + "\ny");

        mail.Fields.Count.ShouldBe(17);
        mail.Oddities.ShouldBe(MailOddities.FieldsCut);
    }

    [Theory]
    [InlineData("<a@x>", "a@x")]
    [InlineData("<a@x> <b@y>", "a@x b@y")]
    [InlineData("Your mail of Monday <a@x> (was: <b@y>)", "a@x b@y")]
    [InlineData("<a@\r\n x>", "a@x")]
    [InlineData("a@x b@y", "a@x b@y")]
    [InlineData("<<a@x>>", "a@x")]
    [InlineData("<> <a@x", "a@x")]
    [InlineData("nothing at all", "")]
    public void Ids_are_found_in_what_surrounds_them(string field, string ids) =>
        string.Join(' ', Eml.ReadRaw($"References: {field}\r\n\r\n").References).ShouldBe(ids);

    [Theory]
    [InlineData("<a@x>", "a@x")]
    [InlineData("12345", "12345")]
    [InlineData("", null)]
    [InlineData("<>", null)]
    public void A_mail_has_one_id_or_none(string field, string? id) => Eml.Read($"Message-ID: {field}\n\n").MessageId.ShouldBe(id);
}
