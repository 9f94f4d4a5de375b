using System.Globalization;
using HelpDesk.Domain.Email;

namespace HelpDesk.Tests.Domain.Email;

/// <summary>What we sign: addresses for answers, and the ids of our mails.</summary>
public sealed class SignedMailTests
{
    private const int Base32Length = HelpDesk.Domain.Base32.Length;

    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
    private static readonly byte[] OtherKey = [.. Enumerable.Range(2, 32).Select(i => (byte)i)];

    [Theory]
    [InlineData("support@example.com", 1042)]
    [InlineData("support+uk@example.com", 1)]
    [InlineData("a@b.example", 999_999_999_999)]
    public void An_address_for_answers_leads_back_to_its_ticket(string mailbox, long number)
    {
        var address = ReplyToken.AddressFor(mailbox, number, Key);

        address.ShouldMatch(string.Create(CultureInfo.InvariantCulture, $@"\+t{number}-[a-z2-7]{{26}}@"));
        ReplyToken.TryRead(address, Key, out var read).ShouldBeTrue();
        read.ShouldBe(number);
        ReplyToken.TryRead(address.ToUpperInvariant(), Key, out _).ShouldBeTrue("mail programs change the case");
        ReplyToken.TryRead(address, OtherKey, out _).ShouldBeFalse();
    }

    [Fact]
    public void A_name_that_leaves_no_room_for_a_token_is_answered_as_it_is()
    {
        const string mailbox = "customer-service-and-all-complaints@example.com";

        ReplyToken.AddressFor(mailbox, 1042, Key).ShouldBe(mailbox);
    }

    [Theory]
    [InlineData("support@example.com")]
    [InlineData("support+t1042@example.com")]
    [InlineData("support+t1042-aaaaaaaaaaaaaaaaaaaaaaaaaa@example.com")]
    [InlineData("support+t99999999999999999999-aaaaaaaaaaaaaaaaaaaaaaaaaa@example.com")]
    [InlineData("+t1-@")]
    [InlineData("")]
    public void What_we_did_not_sign_leads_nowhere(string address) => ReplyToken.TryRead(address, Key, out _).ShouldBeFalse();

    [Fact]
    public void A_token_of_one_ticket_does_not_open_another()
    {
        var address = ReplyToken.AddressFor("support@example.com", 1042, Key);

        ReplyToken.TryRead(address.Replace("t1042", "t1043", StringComparison.Ordinal), Key, out _).ShouldBeFalse();
        for (var i = address.IndexOf('-', StringComparison.Ordinal) + 1; address[i] != '@'; i++)
        {
            ReplyToken.TryRead($"{address[..i]}{(address[i] == 'a' ? 'b' : 'a')}{address[(i + 1)..]}", Key, out _).ShouldBeFalse();
        }
    }

    [Fact]
    public void An_id_of_ours_is_known_with_ticket_and_delivery()
    {
        var id = SignedMessageId.For(1042, 8817, "example.com", Key);

        id.ShouldMatch(@"^t1042\.d8817\.[a-z2-7]{26}@example\.com$");
        SignedMessageId.TryRead(id, Key, out var ticket, out var delivery).ShouldBeTrue();
        (ticket, delivery).ShouldBe((1042, 8817));
        SignedMessageId.TryRead(id.Replace("example.com", "moved.example", StringComparison.Ordinal), Key, out _, out _).ShouldBeTrue("the domain may have changed");
        SignedMessageId.TryRead(id.Replace("d8817", "d8818", StringComparison.Ordinal), Key, out _, out _).ShouldBeFalse();
        SignedMessageId.TryRead(id, OtherKey, out _, out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("t1042.d8817.@example.com")]
    [InlineData("CAF=xyz@mail.example.com")]
    [InlineData("t1042.d8817.aaaaaaaaaaaaaaaaaaaaaaaaaa@example.com")]
    public void The_id_of_another_is_not_ours(string id) => SignedMessageId.TryRead(id, Key, out _, out _).ShouldBeFalse();

    // An answer must not become an id, or the other way round.
    [Fact]
    public void Signatures_of_different_purposes_differ()
    {
        var inAddress = ReplyToken.AddressFor("a@example.com", 1, Key)[("a+t1-".Length)..][..Base32Length];
        var inId = SignedMessageId.For(1, 1, "example.com", Key)[("t1.d1.".Length)..][..Base32Length];

        inAddress.ShouldNotBe(inId);
    }
}
