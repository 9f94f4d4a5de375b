using System.Text.RegularExpressions;
using HelpDesk.Tests.Support;

namespace HelpDesk.Tests.Web.Channels.Chat;

/// <summary>What the widget's files must keep to before anybody serves them.</summary>
public sealed partial class WidgetFilesTests
{
    [Theory]
    [InlineData("panel.css")]
    [InlineData("loader.js")]
    public void Its_colours_are_the_tokens(string file)
    {
        var tokens = Colours(Read("..", "tokens.css"));
        Colours(Read(file)).Except(tokens).ShouldBeEmpty();
        Read(file).ShouldContain("--accent: light-dark(");
    }

    [Theory]
    [InlineData("es")]
    [InlineData("fr")]
    public void It_says_the_same_in_every_language(string language) =>
        Keys(Read("strings", language + ".js")).ShouldBe(Keys(Read("strings", "en.js")));

    private static string Read(params string[] path) =>
        File.ReadAllText(Checkout.File(["HelpDesk.Web", "wwwroot", "w", .. path]));

    private static IEnumerable<string> Colours(string text) => Colour().Matches(text).Select(match => match.Value);

    private static string[] Keys(string text) => [.. Key().Matches(text).Select(match => match.Groups["name"].Value)];

    [GeneratedRegex(@"--[a-z-]+: light-dark\([^;}]*\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Colour();

    [GeneratedRegex(@"^ +(?<name>\w+): ", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Key();
}
