using System.IO.Compression;
using System.Text.RegularExpressions;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Ui.Texts;

namespace HelpDesk.Tests.Web.Channels.Chat;

/// <summary>What the widget's files must keep to before anybody serves them.</summary>
public sealed partial class WidgetFilesTests
{
    /// <summary>What a visitor's first open loads; the rest comes when a conversation needs it.</summary>
    public static readonly string[] Panel = ["panel.js", "chat.js", "wire.js", "panel.css"];

    [Fact]
    public void It_fits_its_budget()
    {
        Compressed("loader.js").ShouldBeLessThanOrEqualTo(2500);
        Panel.Sum(Compressed).ShouldBeLessThanOrEqualTo(12_000);
        foreach (var language in Texts.Languages)
        {
            Compressed($"strings/{language}.js").ShouldBeLessThanOrEqualTo(1500);
            Compressed($"strings/more/{language}.js").ShouldBeLessThanOrEqualTo(1500);
        }
    }

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
        new[] { "strings", Path.Combine("strings", "more") }.ShouldAllBe(
            folder => Keys(Read(folder, language + ".js")).SequenceEqual(Keys(Read(folder, "en.js"))));

    private static string Read(params string[] path) =>
        File.ReadAllText(Checkout.File(["HelpDesk.Web", "wwwroot", "w", .. path]));

    private static int Compressed(string file)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(File.ReadAllBytes(Checkout.File("HelpDesk.Web", "wwwroot", "w", file)));
        }

        return (int)packed.Length;
    }

    private static IEnumerable<string> Colours(string text) => Colour().Matches(text).Select(match => match.Value);

    private static string[] Keys(string text) => [.. Key().Matches(text).Select(match => match.Groups["name"].Value)];

    [GeneratedRegex(@"--[a-z-]+: light-dark\([^;}]*\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Colour();

    [GeneratedRegex(@"^ +(?<name>\w+): ", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Key();
}
