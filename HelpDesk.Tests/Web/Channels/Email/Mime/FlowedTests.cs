using HelpDesk.Domain.Email;

namespace HelpDesk.Tests.Web.Channels.Email.Mime;

public sealed class FlowedTests
{
    [Theory]
    [InlineData("One \nline\nTwo", "One line\nTwo")]
    [InlineData("One\n\nTwo ", "One\n\nTwo ")]
    [InlineData("One \n\nTwo", "One \nTwo", "a blank line ends a paragraph that did not end itself")]
    [InlineData("> a \n> b\nc", "> a b\nc")]
    [InlineData("> a \nb", "> a \nb", "another depth is another paragraph")]
    [InlineData(">> a \n>> b\n> c", ">> a b\n> c")]
    [InlineData(">", ">")]
    [InlineData(" From here", "From here")]
    [InlineData(" > not quoted", " > not quoted", "it would pass for a quote")]
    [InlineData("Bye \n-- \nAna \nAcme", "Bye \n-- \nAna Acme", "a signature's mark is no flowing line")]
    [InlineData("  indented", " indented")]
    [InlineData("", "")]
    public void Paragraphs_come_back_as_they_were_written(string sent, string read, string? because = null) =>
        Read("format=flowed", sent).ShouldBe(read, because);

    [Theory]
    [InlineData("format=Flowed; DelSp=Yes", "quicksand")]
    [InlineData("format=flowed; delsp=no", "quick sand")]
    [InlineData("format=fixed", "quick \nsand")]
    [InlineData("charset=utf-8", "quick \nsand")]
    public void The_type_says_how_lines_go_on(string parameters, string read) => Read(parameters, "quick \nsand").ShouldBe(read);

    [Fact]
    public void What_was_quoted_is_told_from_the_answer()
    {
        var text = Read("format=flowed", "Thank you, that \nhelped.\n\nOn Mon, 2 Mar 2026 at 10:00, Bo via Acme \n<support@acme.example> wrote:\n> It left today and will \n> be with you soon.");

        var split = QuotedText.Split(text);

        split.Visible.ShouldBe("Thank you, that helped.");
        split.Quoted!.ShouldContain("> It left today and will be with you soon.");
    }

    [Fact]
    public void A_megabyte_of_flowing_lines_takes_no_time() =>
        Read("format=flowed", Eml.Times("x \n", 300_000) + Eml.Times(">", 100_000)).Length.ShouldBe(600_000 + 1 + 100_000);

    private static string Read(string parameters, string text) => Eml.Read($"Content-Type: text/plain; {parameters}\n\n{text}").Text!;
}
