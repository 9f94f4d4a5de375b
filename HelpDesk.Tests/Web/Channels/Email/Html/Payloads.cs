using HelpDesk.Tests.Support;

namespace HelpDesk.Tests.Web.Channels.Email.Html;

/// <summary>HTML that tries to run something: some of our own, and the collected ones where there are any.</summary>
internal static class Payloads
{
    public static readonly string[] Own =
    [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "<svg><script>alert(1)</script></svg>",
        "<body onload=alert(1)>",
        "<iframe src=javascript:alert(1)></iframe>", "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
        "<object data=javascript:alert(1)></object>",
        "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
        "<style>@import 'https://evil.example/x.css'</style>",
        "<p style='background:url(https://evil.example/x.png)'>a</p>",
        "<img src=https://evil.example/x.png srcset='https://evil.example/y.png 2x'>",
        "<video autoplay src=https://evil.example/v poster=https://evil.example/p></video>",
        "<link rel=stylesheet href=https://evil.example/c><link rel=dns-prefetch href=//evil.example>",
        "<meta http-equiv=refresh content='0;url=https://evil.example'>", "<base href=https://evil.example/><img src=x>",
        "<input autofocus onfocus=alert(1)>",
        "<details open ontoggle=alert(1)><summary>a</summary></details>",
        "<form action=javascript:alert(1)><input type=submit autofocus></form>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>", "<table background=https://evil.example/t.png><td>a</table>",
        "<marquee onstart=alert(1)>a</marquee>",
        "<a href=javascript:alert(1) id=x>a</a><svg><animate href=#x attributeName=href values=javascript:alert(1) /></svg>",
        "<audio src=x onerror=alert(1)>",
        "<svg><foreignObject><body onpageshow=alert(1)></foreignObject></svg>", "<embed src=//evil.example/e>",
        "<input type=image src=x onerror=alert(1)>",
        "<p style='list-style:url(//evil.example/l);display:list-item'>a</p>",
        "<p style=\"color:red;background:\\75rl('//evil.example/b')\">a</p>",
        "<image src=x onerror=alert(1)>", "<isindex type=image src=x onerror=alert(1)>",
        "<xss onanimationstart=alert(1) style='animation:x 1s'>a</xss>",
    ];

    /// <summary>Every line of every list; empty without the folder.</summary>
    public static IEnumerable<string> Collected => MailCorpus.Folder is null ? [] :
        Files("payloads", "xss*.txt").SelectMany(File.ReadLines).Concat(Files("payloads/svg", "*").Select(File.ReadAllText)).Where(line => line.Length > 0);

    /// <summary>Whole HTML mails and pages of the corpus.</summary>
    public static IEnumerable<string> Pages => MailCorpus.Folder is null ? [] : Files("", "*.html").Select(File.ReadAllText);

    private static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(MailCorpus.Folder!, "messages", folder), pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal);
}
