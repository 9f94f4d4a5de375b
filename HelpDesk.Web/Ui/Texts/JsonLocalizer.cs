using System.Globalization;
using Microsoft.Extensions.Localization;

namespace HelpDesk.Web.Ui.Texts;

/// <summary>
/// Texts in the language of the reader. The key is the English sentence; what has no translation is shown in English.
/// </summary>
internal sealed class JsonLocalizer : IStringLocalizer
{
    public LocalizedString this[string name] => Localize(name, []);

    public LocalizedString this[string name, params object[] arguments] => Localize(name, arguments);

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) =>
        Texts.In(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName).All
            .Select(pair => new LocalizedString(pair.Key, pair.Value));

    private static LocalizedString Localize(string name, object[] arguments)
    {
        var texts = Texts.In(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName);
        return new LocalizedString(name, texts[name, arguments], !texts.All.ContainsKey(name));
    }
}
