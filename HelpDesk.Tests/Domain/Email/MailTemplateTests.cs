using HelpDesk.Domain.Email;

namespace HelpDesk.Tests.Domain.Email;

public sealed class MailTemplateTests
{
    private static readonly Dictionary<string, string> Values = new() { ["a"] = "Ana", ["b"] = "{a}", ["empty"] = "" };

    [Theory]
    [InlineData("", "")]
    [InlineData("No variable", "No variable")]
    [InlineData("{a}", "Ana")]
    [InlineData("{a}{a}, {a}!", "AnaAna, Ana!")]
    [InlineData("<{empty}>", "<>")]
    [InlineData("{b}", "{a}", "a value is never looked through again")]
    [InlineData("{c} and {A}", "{c} and {A}", "what is not known stays as it stands")]
    [InlineData("{{a}}", "{Ana}")]
    [InlineData("{ {a}", "{ Ana")]
    [InlineData("{a", "{a")]
    [InlineData("a}", "a}")]
    [InlineData("}{a}{", "}Ana{")]
    [InlineData("{{7*7}} @(1+1) {{#each}}", "{{7*7}} @(1+1) {{#each}}")]
    [InlineData("{}", "{}")]
    public void Variables_are_filled_in_once(string template, string filled, string? because = null) =>
        MailTemplate.Fill(template, Values).ShouldBe(filled, because);

    [Fact]
    public void A_million_braces_take_no_time() =>
        MailTemplate.Fill(string.Concat(Enumerable.Repeat("{{{a}{", 250_000)), Values).Length.ShouldBe(250_000 * 6);
}
