using System.Text;
using HelpDesk.Migrations.Search;

namespace HelpDesk.Tests.Migrations.Search;

public sealed class SearchWordsTests
{
    [Theory]
    [InlineData("¿Dónde está mi pedido?", "donde esta mi pedido")]
    [InlineData("À l’été, garçon: où naît la forêt", "a l ete garcon ou nait la foret")]
    [InlineData("cœur ŒUVRE æther Straße ĳs", "coeur oeuvre aether strasse ijs")]
    [InlineData("Łódź Ñandú Ångström İstanbul", "lodz nandu angstrom istanbul")]
    [InlineData("Việt Nam Ẽ", "viet nam e")]
    [InlineData("e\u0301cole nin\u0303o", "ecole nino")]
    [InlineData("ana.perez@example.com", "ana perez example com")]
    [InlineData("order #4711, 3.50 €", "order 4711 3 50")]
    [InlineData("привет МИР 日本語", "привет мир 日本語")]
    [InlineData("a a A á", "a")]
    [InlineData("\" OR 1=1 --", "or 1")]
    [InlineData("😀 ⚙️ \0 \u200B", "")]
    [InlineData("", "")]
    public void Words_are_letters_and_digits_without_accents_or_case(string text, string words) =>
        string.Join(' ', SearchWords.Of(text)).ShouldBe(words);

    [Fact]
    public void Both_ways_of_writing_an_accent_are_one_word() =>
        SearchWords.Of("ÀÉÎÕÜÇÑàéîõüçñ".Normalize(NormalizationForm.FormD)).ShouldBe(SearchWords.Of("ÀÉÎÕÜÇÑàéîõüçñ"));

    [Fact]
    public void A_million_characters_of_noise_have_a_bound()
    {
        var noise = string.Join(' ', Enumerable.Range(0, 150_000).Select(x => $"w{x}"));

        SearchWords.Of(noise).Count.ShouldBe(8_000);
        SearchWords.Of(new string('x', 1_000_000)).ShouldBe([new string('x', 40)]);
    }

    [Theory]
    [InlineData("pedido rot", "pedido|rot", true, null)]
    [InlineData("pedido r", "pedido|r", false, null)]
    [InlineData("#1042", "1042", true, 1042L)]
    [InlineData(" 1042 ", "1042", true, 1042L)]
    [InlineData("1042 late", "1042|late", true, null)]
    [InlineData("99999999999999999999999", "99999999999999999999999", true, null)]
    [InlineData("%_% * ( ) ^ : \"", "", false, null)]
    [InlineData("a b c d e f g h i j k l", "a|b|c|d|e|f|g|h|i|j", false, null)]
    public void A_query_is_words_of_which_the_last_may_be_begun(string typed, string words, bool prefix, long? number)
    {
        var query = SearchQuery.Parse(typed);

        string.Join('|', query.Words).ShouldBe(words);
        (query.LastIsPrefix, query.Number).ShouldBe((prefix, number));
    }
}
