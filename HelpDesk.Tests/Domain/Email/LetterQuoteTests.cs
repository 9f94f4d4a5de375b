using HelpDesk.Domain.Email;

namespace HelpDesk.Tests.Domain.Email;

public sealed class LetterQuoteTests
{
    private const string Ann = "ann@example.com";
    private const string Cy = "cy@example.com";

    [Theory]
    [InlineData(Ann, SenderStanding.Customer, ThreadHint.None, MailVerdict.None, Ann, Ann, true, "a proven customer, to themselves")]
    [InlineData(Ann, SenderStanding.Customer, ThreadHint.None, MailVerdict.None, Ann, "ann@example.com,cy@example.com", true, "a proven customer, to others")]
    [InlineData(Ann, SenderStanding.Claimant, ThreadHint.ReplyAddress, MailVerdict.Pass, Ann, Cy, true, "the mail proved the address")]
    [InlineData(Ann, SenderStanding.Customer, ThreadHint.None, MailVerdict.None, "", Ann, true, "an unproven address, back to itself")]
    [InlineData(Ann, SenderStanding.Customer, ThreadHint.None, MailVerdict.None, "", "ann@example.com,cy@example.com", false, "an unproven address, to somebody else")]
    [InlineData(Ann, SenderStanding.Customer, ThreadHint.None, MailVerdict.None, "", Cy, false, "an unproven address, to somebody else alone")]
    [InlineData(Ann, SenderStanding.Customer, ThreadHint.None, MailVerdict.None, "", "", false, "nobody gets it")]
    [InlineData(Ann, SenderStanding.Customer, ThreadHint.None, MailVerdict.Fail, Ann, Ann, false, "held for forged")]
    [InlineData(Cy, SenderStanding.Addressed, ThreadHint.InReplyTo, MailVerdict.None, Ann, Ann, true, "whoever an agent wrote to, under a signed id")]
    [InlineData(Cy, SenderStanding.Collaborator, ThreadHint.ReplyAddress, MailVerdict.None, Ann, Ann, true, "whoever an agent accepted, to a signed address")]
    [InlineData(Cy, SenderStanding.Addressed, ThreadHint.Subject, MailVerdict.None, Ann, Ann, false, "the number of a ticket can be guessed")]
    [InlineData(Cy, SenderStanding.Addressed, ThreadHint.Subject, MailVerdict.None, Ann, Cy, true, "guessed, but back to themselves")]
    [InlineData(Cy, SenderStanding.Stranger, ThreadHint.ReplyAddress, MailVerdict.Pass, Ann, Cy, false, "a stranger, even to themselves")]
    [InlineData(null, SenderStanding.Unknown, ThreadHint.None, MailVerdict.None, Ann, Ann, false, "several senders")]
    [InlineData("bo@desk.example", SenderStanding.Agent, ThreadHint.InReplyTo, MailVerdict.Pass, Ann, Ann, false, "an agent's own mail")]
    public void Nobodys_words_are_carried_to_others_on_their_mere_word(
        string? sender, SenderStanding standing, ThreadHint hint, MailVerdict verdict, string proven, string recipients, bool expected, string because) =>
        LetterQuote.MayBeRead(new QuotableMail(sender, standing, hint, verdict), List(proven), List(recipients)).ShouldBe(expected, because);

    [Theory]
    [InlineData("ann@example.com", Ann)]
    [InlineData("Ann <Ann@Example.com>", Ann)]
    [InlineData("ann@example.com> <mallory@evil.example>", "mallory@evil.example")]
    [InlineData("Ann <ann@example.com", null)]
    [InlineData("Ann", null)]
    [InlineData("<>", null)]
    [InlineData(null, null)]
    public void The_sender_is_read_as_it_was_written_down(string? from, string? sender) =>
        QuotableMail.Of(new MailMeta(1, 1, "id") { From = from }).Sender.ShouldBe(sender);

    [Theory]
    [InlineData("", new string[0])]
    [InlineData(" \n\t\n", new string[0])]
    [InlineData("One", new[] { "One" })]
    [InlineData("\r\nOne \r\n\r\nTwo\n\n", new[] { "One", "", "Two" })]
    public void Lines_are_repeated_without_the_white_space_around_them(string text, string[] lines) => LetterQuote.Lines(text).ShouldBe(lines);

    [Fact]
    public void A_long_mail_is_cut_and_says_so()
    {
        var many = LetterQuote.Lines(string.Join('\n', Enumerable.Range(1, 100)));
        var wide = LetterQuote.Lines("Hello\n" + new string('x', 10_000));
        var whole = LetterQuote.Lines(string.Join('\n', Enumerable.Range(1, LetterQuote.MaxLines)));

        (many.Count, many[^2], many[^1]).ShouldBe((LetterQuote.MaxLines + 1, "40", "[…]"));
        wide.ShouldBe(["Hello", new string('x', LetterQuote.MaxCharacters - 6), "[…]"]);
        whole.Count.ShouldBe(LetterQuote.MaxLines);
        LetterQuote.Lines(string.Concat(Enumerable.Repeat("🙂", 3_000)) + "x")[0].EnumerateRunes().ShouldAllBe(rune => rune.Value == 0x1F642);
        LetterQuote.Lines("x" + string.Concat(Enumerable.Repeat("🙂", 3_000)))[0].Length.ShouldBe(LetterQuote.MaxCharacters - 1);
    }

    private static string[] List(string addresses) => addresses.Split(',', StringSplitOptions.RemoveEmptyEntries);
}
