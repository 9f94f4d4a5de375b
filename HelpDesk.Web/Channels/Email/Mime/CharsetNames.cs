namespace HelpDesk.Web.Channels.Email.Mime;

/// <summary>Names of charsets as mails write them. Where a name has a wider set that mails mean by it, that one is read.</summary>
internal static class CharsetNames
{
    private static readonly Dictionary<string, int> CodePages = new(StringComparer.Ordinal)
    {
        ["utf8"] = 65001, ["utf-8"] = 65001, ["unicode-1-1-utf-8"] = 65001, ["utf8mb4"] = 65001, ["x-utf-8"] = 65001, ["cp65001"] = 65001,
        ["iso-8859-1"] = 1252, ["iso8859-1"] = 1252, ["iso_8859-1"] = 1252, ["iso88591"] = 1252, ["8859-1"] = 1252, ["latin1"] = 1252,
        ["latin-1"] = 1252, ["l1"] = 1252, ["cp1252"] = 1252, ["windows1252"] = 1252, ["x-cp1252"] = 1252, ["ansi"] = 1252,
        ["iso-8859-8-i"] = 1255, ["iso-8859-8-e"] = 1255, ["iso-8859-8"] = 1255,
        ["iso-8859-9"] = 1254, ["iso-8859-11"] = 874, ["tis-620"] = 874, ["cp874"] = 874,
        ["iso8859-2"] = 28592, ["latin2"] = 28592, ["iso8859-5"] = 28595, ["iso8859-7"] = 28597, ["iso8859-15"] = 28605, ["latin9"] = 28605, ["latin-9"] = 28605,
        ["cp1250"] = 1250, ["cp1251"] = 1251, ["win-1251"] = 1251, ["x-cp1251"] = 1251, ["cp1253"] = 1253, ["cp1254"] = 1254,
        ["cp1255"] = 1255, ["cp1256"] = 1256, ["cp1257"] = 1257, ["cp1258"] = 1258, ["cp866"] = 866, ["cp850"] = 850, ["cp437"] = 437,
        ["koi8r"] = 20866, ["koi8"] = 20866, ["koi8u"] = 21866, ["koi8-ru"] = 21866,
        ["gb2312"] = 54936, ["gb_2312-80"] = 54936, ["gbk"] = 54936, ["x-gbk"] = 54936, ["cp936"] = 54936, ["gb18030"] = 54936, ["euc-cn"] = 54936,
        ["big5-hkscs"] = 950, ["cp950"] = 950, ["x-x-big5"] = 950,
        ["ks_c_5601-1987"] = 949, ["ks_c_5601"] = 949, ["euc-kr"] = 949, ["euckr"] = 949, ["cp949"] = 949, ["uhc"] = 949, ["ksc5601"] = 949,
        ["shift-jis"] = 932, ["shift_jis"] = 932, ["sjis"] = 932, ["x-sjis"] = 932, ["ms_kanji"] = 932, ["cp932"] = 932, ["windows-31j"] = 932,
        ["iso-2022-jp"] = 50220, ["iso-2022-jp-1"] = 50220, ["iso-2022-jp-2"] = 50220, ["iso-2022-jp-ms"] = 50220, ["cp50220"] = 50220,
        ["cp50221"] = 50220, ["euc-jp"] = 51932, ["eucjp"] = 51932, ["x-euc-jp"] = 51932,
        ["utf16"] = 1200, ["utf-16"] = 1200, ["utf-16le"] = 1200, ["utf-16be"] = 1201, ["ucs-2"] = 1200,
        ["mac"] = 10000, ["macroman"] = 10000, ["mac-roman"] = 10000, ["x-mac-roman"] = 10000,
    };

    private static readonly HashSet<string> AsciiNames =
    [
        "us-ascii", "ascii", "usascii", "us_ascii", "ansi_x3.4-1968", "ansi_x3.4-1986", "iso646-us", "iso-646-us", "646", "us", "cp367", "ibm367",
    ];

    /// <summary>The name as it is looked up: without quotes, blanks and language (RFC 2231 §5).</summary>
    public static string Key(string name)
    {
        var key = name.Split('*')[0].Trim(' ', '\t', '"', '\'', ';', ',').ToLowerInvariant();
        return key.StartsWith("charset=", StringComparison.Ordinal) ? key["charset=".Length..].Trim('"', '\'') : key;
    }

    public static bool IsAscii(string key) => AsciiNames.Contains(key);

    public static bool IsUtf7(string key) => key.Contains("utf-7", StringComparison.Ordinal) || key.Contains("utf7", StringComparison.Ordinal);

    /// <summary>Null where the platform may know the name by itself.</summary>
    public static int? CodePage(string key) => CodePages.TryGetValue(key, out var page) ? page : null;
}
