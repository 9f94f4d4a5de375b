using HelpDesk.Web.Ui.Texts;

namespace HelpDesk.Tests.Web.Ui;

public sealed class TextsTests
{
    [Theory]
    [InlineData("es", "Recargar")]
    [InlineData("es-MX", "Recargar")]
    [InlineData("fr_CA", "Recharger")]
    [InlineData("en", "Reload")]
    [InlineData("de", "Reload")]
    [InlineData(null, "Reload")]
    public void A_sentence_is_said_in_the_language_of_the_reader(string? language, string said) =>
        Texts.In(language)["Reload"].ShouldBe(said);

    [Fact]
    public void An_unknown_sentence_is_said_as_it_is() =>
        Texts.In("es")["{0} of {1}", 1, 2].ShouldBe("1 of 2");

    [Theory]
    [InlineData("es")]
    [InlineData("fr")]
    public void No_two_features_translate_one_sentence_differently(string language) =>
        Texts.Files(language).SelectMany(file => file.Sentences)
            .GroupBy(pair => pair.Key, pair => pair.Value)
            .Where(group => group.Distinct().Count() > 1)
            .Select(group => group.Key)
            .ShouldBeEmpty();
}
