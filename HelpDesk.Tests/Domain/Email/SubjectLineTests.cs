using HelpDesk.Domain.Email;

namespace HelpDesk.Tests.Domain.Email;

public sealed class SubjectLineTests
{
    [Theory]
    [InlineData("The printer", "The printer")]
    [InlineData("Re: The printer", "The printer")]
    [InlineData("RE: Fwd: AW: The printer", "The printer")]
    [InlineData("Re[2]: Re(3): re^4: The printer", "The printer")]
    [InlineData("RV: RE : TR : L'imprimante", "L'imprimante")]
    [InlineData("WG: AW: Der Drucker", "Der Drucker")]
    [InlineData("回复：转发: 打印机", "打印机")]
    [InlineData("Re: [#1042] The printer", "The printer")]
    [InlineData("[#7] Re: The printer [#1042]", "The printer")]
    [InlineData("Request: a printer", "Request: a printer")]
    [InlineData("Re printers", "Re printers")]
    [InlineData("Red: a colour", "Red: a colour")]
    [InlineData("[Desk] Re: The printer", "[Desk] Re: The printer")]
    [InlineData("Re:", "")]
    [InlineData("", "")]
    public void Prefixes_and_tokens_are_no_part_of_what_it_is_about(string subject, string bare) =>
        SubjectLine.Bare(subject).ShouldBe(bare);

    [Theory]
    [InlineData("Re: The printer [#1042]", 1042L)]
    [InlineData("[#1] of many [#1042]", 1042L)]
    [InlineData("Issue #1042", null)]
    [InlineData("[#]", null)]
    [InlineData("[#-5]", null)]
    [InlineData("[#１０]", null)]
    [InlineData("[#9999999999999999999999]", null)]
    [InlineData("[#10", null)]
    public void The_last_token_names_the_ticket(string subject, long? number) =>
        SubjectLine.TicketNumber(subject).ShouldBe(number);

    [Theory]
    [InlineData("a\r\nBcc: x@example.com", "a Bcc: x@example.com")]
    [InlineData("a\u2028b\u2029c\u0085d\0e", "a b c d e")]
    [InlineData("  a \t b  ", "a b")]
    [InlineData("safe\u202Egpj.exe", "safegpj.exe")]
    [InlineData("👩‍👧 family", "👩‍👧 family")]
    public void A_clean_subject_is_one_line(string subject, string clean) => SubjectLine.Clean(subject).ShouldBe(clean);

    [Fact]
    public void A_long_subject_is_cut_between_characters()
    {
        var clean = SubjectLine.Clean(new string('a', 254) + "😀😀");

        clean.ShouldBe(new string('a', 254));
        SubjectLine.Clean(new string(' ', 1_000_000) + "x").ShouldBe("x");
    }

    [Fact]
    public void An_answer_has_one_prefix_and_one_token_at_its_end()
    {
        SubjectLine.Reply("RE: Re: The printer [#7]", 1042).ShouldBe("Re: The printer [#1042]");
        SubjectLine.Reply("", 1042).ShouldBe("Re: [#1042]");
        SubjectLine.Reply(new string('x', 400), 1042).ShouldEndWith("x [#1042]");
        SubjectLine.Reply(new string('x', 400), 1042).Length.ShouldBe(SubjectLine.MaxLength);
    }

    [Fact]
    public void Many_open_brackets_take_no_time() => SubjectLine.TicketNumber(string.Concat(Enumerable.Repeat("[#1", 200_000))).ShouldBeNull();
}
