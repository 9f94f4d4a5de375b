using System.Text;

namespace HelpDesk.Migrations.Search;

/// <summary>
/// Cuts text into the words that are searched: letters and digits, in lower case, without accents. Done here and not by the
/// databases, so that both find the same, and with tables of our own, so that it is the same without the system's.
/// </summary>
public static class SearchWords
{
    /// <summary>Longer words are cut: nobody types them, and an index entry has a limit.</summary>
    private const int MaxWordLength = 40;

    /// <summary>More different words than these are not indexed: a message may hold a million characters of noise.</summary>
    private const int MaxWords = 8_000;

    private const char LatinFirst = '\u00C0';
    private const char AdditionalFirst = '\u1E00';

    // U+00C0 to U+017F and U+1E00 to U+1EFF, letter by letter.
    private const string Latin =
        "aaaaaaæceeeeiiiidnooooo×ouuuuyþßaaaaaaæceeeeiiiidnooooo÷ouuuuyþyaaaaaaccccccccddddeeeeeeeeeegggg"
        + "gggghhhhiiiiiiiiiiĳĳjjkkkllllllllllnnnnnnnnnooooooœœrrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

    private const string Additional =
        "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrr"
        + "ssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwyasssßdaaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"
        + "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyyllvvyy";

    /// <summary>The different words of a text in order of appearance.</summary>
    public static IReadOnlyCollection<string> Of(string text)
    {
        var words = new OrderedDictionary<string, bool>(StringComparer.Ordinal);
        var word = new StringBuilder(MaxWordLength);
        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c))
            {
                AppendFolded(word, c);
            }
            else if (!IsAccent(c) && !Take(words, word))
            {
                return words.Keys;
            }
        }

        Take(words, word);
        return words.Keys;
    }

    private static bool Take(OrderedDictionary<string, bool> words, StringBuilder word)
    {
        if (word.Length > 0)
        {
            words.TryAdd(word.ToString(), true);
            word.Clear();
        }

        return words.Count < MaxWords;
    }

    private static void AppendFolded(StringBuilder word, char c)
    {
        if (word.Length < MaxWordLength)
        {
            _ = Base(c) switch
            {
                'æ' => word.Append("ae"),
                'œ' => word.Append("oe"),
                'ß' => word.Append("ss"),
                'ĳ' => word.Append("ij"),
                'þ' => word.Append("th"),
                var letter => word.Append(letter),
            };
        }
    }

    private static char Base(char c) => c switch
    {
        >= LatinFirst and <= '\u017F' => Latin[c - LatinFirst],
        >= AdditionalFirst and <= '\u1EFF' => Additional[c - AdditionalFirst],
        _ => char.ToLowerInvariant(c),
    };

    /// <summary>An accent that stands behind its letter, as some systems write them.</summary>
    private static bool IsAccent(char c) => c is >= '\u0300' and <= '\u036F';
}
