using System.Text.Json;

namespace HelpDesk.Web.Api;

/// <summary>The names of enumerations as the API writes them: <c>third_party</c>, <c>on_hold</c>.</summary>
internal static class Words
{
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    public static bool TryRead<T>(string word, out T value)
        where T : struct, Enum
    {
        value = Enum.GetValues<T>().FirstOrDefault(candidate => Of(candidate) == word);
        return Of(value) == word;
    }

    public static string List<T>()
        where T : struct, Enum => string.Join(", ", Enum.GetValues<T>().Select(Of));
}
