using System.Text.RegularExpressions;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Ui.Texts;

namespace HelpDesk.Tests.Architecture;

/// <summary>What the sources themselves must keep to.</summary>
public sealed partial class SourceTests
{
    // What these show is escaped or sanitised as the last thing before. A new name here wants a reason.
    private static readonly string[] MayShowHtml =
    [
        "Ui/App.razor", // the script's texts as JSON, whose encoder escapes < and >
    ];

    private static readonly string[] MayNameColours =
    [
        "wwwroot/tokens.css",
        "wwwroot/w/panel.css", // on other people's pages; WidgetFilesTests holds it to the tokens
    ];

    [Fact]
    public void The_program_fits_on_one_screen() =>
        File.ReadAllLines(Checkout.File("HelpDesk.Web", "Program.cs")).Length.ShouldBeLessThanOrEqualTo(60);

    [Fact]
    public void Text_never_becomes_markup_by_the_way() =>
        Sources("HelpDesk.Web", "*.cs", "*.razor", "*.js")
            .Where(source => Markup().IsMatch(source.Text) && !MayShowHtml.Contains(source.Name))
            .Select(source => source.Name)
            .ShouldBeEmpty();

    [Fact]
    public void Colours_are_named_in_one_place() =>
        Sources("HelpDesk.Web", "*.css", "*.razor")
            .Where(source => !MayNameColours.Contains(source.Name) && Colour().IsMatch(source.Text))
            .Select(source => $"{source.Name}: {Colour().Match(source.Text).Value}")
            .ShouldBeEmpty();

    [Theory]
    [InlineData("es")]
    [InlineData("fr")]
    public void Every_sentence_is_translated(string language)
    {
        var known = Texts.In(language).All;
        Sources("HelpDesk.Web", "*.cs", "*.razor")
            .SelectMany(source => Sentence().Matches(source.Text).Select(match => (source.Name, Key: match.Groups["key"].Value.Replace("\\\"", "\"", StringComparison.Ordinal))))
            .Where(sentence => sentence.Key != "…" && !known.ContainsKey(sentence.Key))
            .Select(sentence => $"{sentence.Name}: {sentence.Key}")
            .ShouldBeEmpty();
    }

    [Theory]
    [InlineData("es", "fr")]
    [InlineData("fr", "es")]
    public void What_one_language_says_the_other_says_too(string language, string other) =>
        Texts.In(language).All.Keys.Except(Texts.In(other).All.Keys).ShouldBeEmpty();

    private static IEnumerable<(string Name, string Text)> Sources(string folder, params string[] patterns)
    {
        var root = Checkout.File(folder);
        return patterns.SelectMany(pattern => Directory.EnumerateFiles(root, pattern, SearchOption.AllDirectories))
            .Select(path => (Name: Path.GetRelativePath(root, path).Replace('\\', '/'), Path: path))
            .Where(file => !file.Name.StartsWith("bin/", StringComparison.Ordinal) && !file.Name.StartsWith("obj/", StringComparison.Ordinal))
            .Select(file => (file.Name, File.ReadAllText(file.Path)));
    }

    [GeneratedRegex("""(?<![\w.])(L|texts|words|Texts\.In\([^)\n]*\))\["(?<key>([^"\\]|\\.)*)"[\],]""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Sentence();

    [GeneratedRegex(@"MarkupString|AddMarkupContent|\.innerHTML|\.outerHTML|\.insertAdjacentHTML|document\.write\b", RegexOptions.NonBacktracking)]
    private static partial Regex Markup();

    [GeneratedRegex(@"(?<!&)#([0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3,4})(?=[;\s,)""])|\b(rgba?|hsla?|oklch)\(", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Colour();
}
