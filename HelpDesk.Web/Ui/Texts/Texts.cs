using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace HelpDesk.Web.Ui.Texts;

/// <summary>
/// One language's sentences, merged from every feature's <c>Text.{language}.json</c>. For what is written to somebody
/// outside of a request: <c>Texts.In(customer.Language)["…"]</c>.
/// </summary>
internal sealed class Texts
{
    /// <summary>English is the key itself and needs no file.</summary>
    public static readonly IReadOnlyList<string> Languages = ["en", "es", "fr"];

    private static readonly FrozenDictionary<string, Texts> ByLanguage =
        Languages.ToFrozenDictionary(language => language, language => new Texts(language), StringComparer.OrdinalIgnoreCase);

    private readonly CultureInfo culture;

    private Texts(string language)
    {
        culture = CultureInfo.GetCultureInfo(language);
        All = Merge(language);
    }

    /// <summary>Two letters: en, es, fr.</summary>
    public string Language => culture.TwoLetterISOLanguageName;

    public FrozenDictionary<string, string> All { get; }

    public string this[string sentence] => All.GetValueOrDefault(sentence, sentence);

    public string this[string sentence, params object[] arguments] =>
        arguments.Length == 0 ? this[sentence] : string.Format(culture, this[sentence], arguments);

    /// <param name="language">A language or culture name; null or a language that we do not speak gives English.</param>
    public static Texts In(string? language) =>
        ByLanguage.GetValueOrDefault(language?.Split('-', '_')[0] ?? "en") ?? ByLanguage["en"];

    /// <summary>The files as they stand, for the check that no two features translate one sentence differently.</summary>
    public static IEnumerable<(string File, Dictionary<string, string> Sentences)> Files(string language)
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith($"Text.{language}.json", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => (name, Read(assembly, name)));
    }

    private static FrozenDictionary<string, string> Merge(string language) =>
        Files(language)
            .SelectMany(file => file.Sentences)
            .DistinctBy(pair => pair.Key)
            .ToFrozenDictionary(StringComparer.Ordinal);

    private static Dictionary<string, string> Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        return JsonSerializer.Deserialize<Dictionary<string, string>>(stream)
            ?? throw new InvalidDataException($"{name} holds no sentences.");
    }
}
