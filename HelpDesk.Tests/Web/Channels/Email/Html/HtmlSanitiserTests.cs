using AngleSharp.Dom;
using HelpDesk.Web.Channels.Email.Html;

namespace HelpDesk.Tests.Web.Channels.Email.Html;

/// <summary>What strangers' HTML may not do, and what is left of it.</summary>
public sealed class HtmlSanitiserTests
{
    [Theory]
    // Scripts, whole, cut off and hidden in each other.
    [InlineData("one<script>two()</script>three", "onethree")]
    [InlineData("one<script>two", "one")]
    [InlineData("one<ScRiPt\n>two</sCrIpT\t>three", "onethree")]
    [InlineData("<scr<script>x</script>ipt>go()</script>", "xipt&gt;go()")]
    [InlineData("<b onmouseover=go()>b</b>", "<b>b</b>")]
    [InlineData("<b/onclick='go()'/x>b</b>", "<b>b</b>")]
    [InlineData("<custom onload=go()>b</custom>", "b")]
    // Addresses.
    [InlineData("<a href='javascript:go()'>x</a>", "x")]
    [InlineData("<a href=' \u0001java\nscript:go()'>x</a>", "x")]
    [InlineData("<a href='jav&#x09;ascript&colon;go()'>x</a>", "x")]
    [InlineData("<a href='data:text/html,go'>x</a>", "x")]
    [InlineData("<a href='vbscript:go()'>x</a>", "x")]
    [InlineData("<a href='/settings'>x</a>", "x")]
    [InlineData("<a href='//evil.example'>x</a>", "x")]
    [InlineData("<a href='file:///etc/passwd'>x</a>", "x")]
    [InlineData("<a href='tel:+34600'>x</a>", "<a href=\"tel:+34600\" target=\"_blank\" rel=\"noopener noreferrer nofollow\">x</a>")]
    [InlineData("<img src='data:image/svg+xml,x' alt='a'>", "<img alt=\"a\">")]
    // Other languages and their ways back to HTML.
    [InlineData("<svg><animate attributeName=href values=javascript:go() /></svg>a", "a")]
    [InlineData("<svg><p><style><g title='</style><img src=x onerror=go()>'>", "<p><img>'&gt;</p>")]
    [InlineData("<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=go()&gt;'></table></mtext></math>a", "a")]
    [InlineData("<noscript><p title='</noscript><img src=x onerror=go()>'>a", "<p title=\"&lt;/noscript&gt;&lt;img src=x onerror=go()&gt;\">a</p>")]
    [InlineData("<template><b>a</b></template>b", "b")]
    [InlineData("<xmp><img src=x onerror=go()></xmp>", "&lt;img src=x onerror=go()&gt;")]
    [InlineData("<!--<img src=x onerror=go()>-->a<![CDATA[<b>]]>", "a]]&gt;")]
    [InlineData("<title><b></title><textarea><b></textarea>a", "a")]
    // Forms, frames and what speaks to the page.
    [InlineData("<form action=//evil><p>a</p><input type=password><button formaction=//evil>b</button></form>", "<p>a</p>b")]
    [InlineData("<iframe srcdoc='<script>go()</script>'></iframe><object data=x><embed src=x>a</object>b", "b")]
    [InlineData("<base href=//evil/><meta http-equiv=refresh content='0;url=//evil'><link rel=stylesheet href=//evil>a", "a")]
    [InlineData("<p id=location name=body class=modal>a</p>", "<p>a</p>")]
    // What fetches.
    [InlineData("<video poster=//evil src=//evil><track src=//evil></video><audio src=//evil></audio>a", "a")]
    [InlineData("<picture><source srcset=//evil><img srcset='//evil 2x' alt=a></picture>", "<img alt=\"a\">")]
    [InlineData("<table background=//evil><tr><td background=//evil>a</td></tr></table>", "<table><tbody><tr><td>a</td></tr></tbody></table>")]
    [InlineData("<body background=//evil onload=go()>a", "a")]
    public void Nothing_dangerous_is_left(string html, string expected) => Sanitised(html).ShouldBe(expected);

    [Theory]
    [InlineData("color:red;background-color:#fff", "color:red;background-color:#fff")]
    [InlineData("COLOR : RED !important ; width: 10.5px", "color:RED;width:10.5px")]
    [InlineData("font-family: 'Segoe UI', Arial", "font-family:'Segoe UI', Arial")]
    [InlineData("color:rgb(1, 2, 3)", "color:rgb(1, 2, 3)")]
    [InlineData("font:12px/1.5 Arial,sans-serif", "font:12px / 1.5 Arial, sans-serif")]
    [InlineData("background:url(//evil)", null)]
    [InlineData("background:\\75rl(//evil)", null)]
    [InlineData("background:u/**/rl(//evil)", null)]
    [InlineData("width:expression(go())", null)]
    [InlineData("width:calc(1px)", null)]
    [InlineData("color:var(--x)", null)]
    [InlineData("list-style:url(//evil)", null)]
    [InlineData("list-style-image:url(//evil)", null)]
    [InlineData("cursor:url(//evil)", null)]
    [InlineData("content:'x'", null)]
    [InlineData("behavior:url(x);-moz-binding:url(x)", null)]
    [InlineData("position:fixed;inset:0;z-index:9999", null)]
    [InlineData("margin:-100px;margin-left:-1em", null)]
    [InlineData("transform:scale(9);filter:blur(1px);opacity:0", null)]
    [InlineData("color:red}body{display:none", null)]
    [InlineData("font-family:'a\\';x:y'", null)]
    [InlineData("color:red;;;}*{", "color:red")]
    [InlineData("--x:1;@import 'x'", null)]
    [InlineData("color:image-set('x' 1x)", null)]
    [InlineData("color:#12", null)]
    public void A_style_keeps_what_only_looks(string style, string? expected) => InlineStyle.Sanitise(style).ShouldBe(expected);

    [Fact]
    public void A_picture_on_a_server_waits_for_a_click()
    {
        HtmlSanitiser.TrySanitise("<img src='https://example.com/a.png' width=20><img src=//example.com/b.png><img src='cid:%61b@x'>", out var clean).ShouldBeTrue();

        clean.Html.ShouldBe("<img width=\"20\" data-remote-src=\"https://example.com/a.png\"><img data-remote-src=\"https://example.com/b.png\"><img data-cid=\"ab@x\">");
        clean.RemoteImages.ShouldBe(2);
        clean.Pixels.ShouldBe(0);
    }

    [Theory]
    [InlineData("<img src=https://t.example/o width=1 height=1>")]
    [InlineData("<img src=https://t.example/o height='0'>")]
    [InlineData("<img src=https://t.example/o style='display: none !important'>")]
    [InlineData("<img src=https://t.example/o style='width:1px;height:1px'>")]
    public void A_tracking_pixel_is_counted_and_gone(string html)
    {
        HtmlSanitiser.TrySanitise($"a{html}b", out var clean).ShouldBeTrue();

        clean.ShouldBe(new WrittenHtml("ab", 0, 1));
    }

    [Fact]
    public void What_readers_need_survives()
    {
        const string Html = "<h1 style=\"color:#333\">Title</h1><p dir=\"ltr\">a <b>b</b> <i>c</i><br>d</p><ul><li>one</li></ul>"
            + "<table border=\"1\" cellpadding=\"2\"><tbody><tr><td colspan=\"2\" bgcolor=\"#ffeeee\">x</td></tr></tbody></table>"
            + "<blockquote><pre>\n\n kept \n</pre></blockquote><font color=\"red\" face=\"Arial, Verdana\">r</font>";

        Sanitised(Html).ShouldBe(Html);
    }

    [Fact]
    public void The_colours_of_the_body_are_kept() =>
        Sanitised("<body bgcolor='#000000' style='color:white'>a</body>").ShouldBe("<div bgcolor=\"#000000\" style=\"color:white\">a</div>");

    [Fact]
    public void Text_is_never_read_as_markup() =>
        Sanitised("&lt;script&gt;a&lt;/script&gt; &amp;lt; \"q\" 'r' \u00a0").ShouldBe("&lt;script&gt;a&lt;/script&gt; &amp;lt; \"q\" 'r' \u00a0");

    [Fact]
    public void No_more_than_five_thousand_links_are_links()
    {
        HtmlSanitiser.TrySanitise(string.Concat(Enumerable.Repeat("<a href=https://example.com>x</a> ", 6000)), out var clean).ShouldBeTrue();

        SafeDom.Parse(clean.Html).QuerySelectorAll("a").Length.ShouldBe(5000);
        SafeDom.Parse(clean.Html).Body!.TextContent.Count(c => c == 'x').ShouldBe(6000);
    }

    [Fact]
    public void Whatever_is_piled_up_the_result_is_safe_and_stays_as_it_is()
    {
        string[] pieces =
        [
            "<b>", "</b>", "<p>", "</p>", "<table>", "<tr>", "<td>", "</table>", "<a href=https://a.example>",
            "<a href=javascript:go()>", "</a>", "<svg>", "</svg>", "<math>",
            "<mtext>", "<style>", "</style>", "<script>", "</script>", "<img src=x onerror=go()>", "<!--", "-->", "<noscript>",
            "</noscript>", "<title>", "</title>", "<pre>\n\n",
            "<form>", "</form>", "<select>", "<option>", "<template>", "<xmp>", "</xmp>", "<iframe>", "<button>", "<marquee>", "text",
            "&lt;", "<p title=\"</title>\">", "<![CDATA[",
            "<mglyph>", "<foreignObject>", "<desc>", "<li>", "<ul>", "<h1>", "<plaintext>", "<nobr>", "<object>", "<caption>",
            "<frameset>", "<body onload=go()>", "<image src=x>",
        ];
        for (var seed = 1; seed <= 2000; seed++)
        {
            var random = new Random(seed);
            var html = string.Concat(Enumerable.Range(0, random.Next(1, 25)).Select(_ => pieces[random.Next(pieces.Length)]));
            if (HtmlSanitiser.TrySanitise(html, out var clean))
            {
                SafeDom.Check(clean.Html, html);
                Sanitised(clean.Html).ShouldBe(clean.Html, html);
            }
        }
    }

    private static string Sanitised(string html) => HtmlSanitiser.TrySanitise(html, out var clean) ? clean.Html : throw new InvalidOperationException("beyond a limit");
}
