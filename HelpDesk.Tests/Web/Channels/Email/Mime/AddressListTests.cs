using HelpDesk.Web.Channels.Email.Mime;

namespace HelpDesk.Tests.Web.Channels.Email.Mime;

/// <summary>Written as <c>name=address</c>, parted by bars.</summary>
public sealed class AddressListTests
{
    [Theory]
    [InlineData("ana@example.com", "=ana@example.com")]
    [InlineData("<ana@example.com>", "=ana@example.com")]
    [InlineData("Ana Doe <ana@example.com>", "Ana Doe=ana@example.com")]
    [InlineData("\"Doe, Ana\" <ana@example.com>", "Doe, Ana=ana@example.com")]
    [InlineData("\"Ana \\\"A\\\" Doe\" <ana@example.com>", "Ana \"A\" Doe=ana@example.com")]
    [InlineData("ana@example.com (Ana Doe)", "Ana Doe=ana@example.com")]
    [InlineData("Ana (the (one)) <ana@example.com>", "Ana=ana@example.com")]
    [InlineData("ana@example.com, Bo <bo@example.com>", "=ana@example.com|Bo=bo@example.com")]
    [InlineData("Friends: ana@example.com, Bo <bo@example.com>;, eve@example.com", "=ana@example.com|Bo=bo@example.com|=eve@example.com")]
    [InlineData("undisclosed-recipients:;", "")]
    [InlineData("a: b: ana@example.com;;", "=ana@example.com")]
    [InlineData("<@relay.example,@other.example:ana@example.com>", "=ana@example.com")]
    [InlineData("ana @ example . com", "=ana@example.com")]
    [InlineData("ana(x)@(y)example.com", "y=ana@example.com")]
    [InlineData("\"ana doe\"@example.com", "=\"ana doe\"@example.com")]
    [InlineData("ana@[IPv6:2001:db8::1], bo@[192.0.2.1]", "=ana@[IPv6:2001:db8::1]|=bo@[192.0.2.1]")]
    [InlineData("j\xC3\xB6rg@b\xC3\xBC.example", "=jörg@bü.example")]
    [InlineData("=?utf-8?Q?J=C3=B6rg?= =?utf-8?Q?_Doe?= <jorg@example.com>", "Jörg Doe=jorg@example.com")]
    [InlineData("=?utf-8?Q?Doe,_J=C3=B6rg?= <jorg@example.com>", "Doe, Jörg=jorg@example.com")]
    [InlineData("\"=?utf-8?Q?J=C3=B6rg?=\" <jorg@example.com>", "Jörg=jorg@example.com")]
    [InlineData("<mailto:ana@example.com>", "=ana@example.com")]
    [InlineData("MAILER-DAEMON", "=MAILER-DAEMON")]
    [InlineData("<>", "=")]
    [InlineData("", "")]
    [InlineData(" , ;,", "")]
    public void Mailboxes_are_read(string field, string mailboxes) => From(field).ShouldBe(mailboxes);

    [Theory]
    [InlineData("Doe, Ana <ana@example.com>", "Doe, Ana=ana@example.com")]
    [InlineData("\"Ana Doe <ana@example.com>", "\"Ana Doe=ana@example.com")]
    [InlineData("Ana (Doe <ana@example.com>", "Ana (Doe=ana@example.com")]
    [InlineData("Ana <ana@example.com", "Ana=ana@example.com")]
    [InlineData("<<ana@example.com>>", "=ana@example.com")]
    [InlineData("ana@example.com <ana@example.com>", "ana@example.com=ana@example.com")]
    [InlineData("Ana <ana@example.com> via List", "Ana=ana@example.com")]
    [InlineData("Ana, Bo", "=Ana|=Bo")]
    public void What_senders_do_wrong_is_understood(string field, string mailboxes) => From(field).ShouldBe(mailboxes);

    [Theory]
    [InlineData("a b@c.example", "a b@c.example=")]
    [InlineData("<a b@c.example>", "=a b@c.example")]
    [InlineData("Ana <ana@example.com, eve@example.com>", "Ana=ana@example.com, eve@example.com")]
    [InlineData("Ana <x <eve@example.com>", "Ana=x <eve@example.com")]
    [InlineData("\"eve@example.com\"", "eve@example.com=")]
    [InlineData("=?utf-8?Q?eve=40example.com?=", "eve@example.com=")]
    [InlineData("=?utf-8?Q?Eve_<eve@example.com>?=", "=?utf-8?Q?Eve_=eve@example.com")]
    [InlineData("=?utf-8?Q?Eve_=3Ceve=40example.com=3E?= <ana@example.com>", "Eve <eve@example.com>=ana@example.com")]
    [InlineData("(eve@example.com) ana@example.com", "eve@example.com=ana@example.com")]
    [InlineData("\"<eve@example.com>, \" <ana@example.com>", "<eve@example.com>,=ana@example.com")]
    public void No_part_of_an_address_becomes_another(string field, string mailboxes) => From(field).ShouldBe(mailboxes);

    [Theory]
    [InlineData("From: a@x.example, b@y.example")]
    [InlineData("From: <a@x.example>, <b@y.example>")]
    [InlineData("From: <a@x.example> <b@y.example>")]
    [InlineData("From: <a@x.example> b@y.example")]
    [InlineData("From: a@x.example\nFrom: b@y.example")]
    [InlineData("From: a b@x.example, c@y.example")]
    public void Several_senders_are_told(string field)
    {
        var mail = Eml.Read($"{field}\n\n");

        mail.From.Count.ShouldBe(2);
        mail.Oddities.ShouldSatisfyAllConditions(seen => seen.HasFlag(MailOddities.SeveralSenders).ShouldBeTrue());
    }

    [Theory]
    [InlineData("From: a@x.example\nFrom: A@X.example")]
    [InlineData("From: Doe, Ana <a@x.example>")]
    [InlineData("From: a@x.example")]
    [InlineData("Subject: nobody")]
    public void One_sender_is_not_several(string field) =>
        Eml.Read($"{field}\n\n").Oddities.HasFlag(MailOddities.SeveralSenders).ShouldBeFalse();

    [Fact]
    public void Recipients_of_every_field_are_read()
    {
        var mail = Eml.Read("To: a@x.example\nTo: b@x.example\nCc: c@x.example\nReply-To: d@x.example\nSender: e@x.example\n\n");

        mail.To.Select(to => to.Address).ShouldBe(["a@x.example", "b@x.example"]);
        mail.Cc.ShouldHaveSingleItem().Address.ShouldBe("c@x.example");
        mail.ReplyTo.ShouldHaveSingleItem().Address.ShouldBe("d@x.example");
        mail.Sender.ShouldHaveSingleItem().Address.ShouldBe("e@x.example");
    }

    private static string From(string field) =>
        string.Join('|', Eml.ReadRaw($"From: {field}\r\n\r\n").From.Select(mailbox => $"{mailbox.Name}={mailbox.Address}"));
}
