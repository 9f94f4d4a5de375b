using HelpDesk.Web.Channels.Email.Html;

namespace HelpDesk.Tests.Web.Channels.Email.Html;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("<p>One</p><p>Two\n words</p>", "One\n\nTwo words")]
    [InlineData("One<br>Two<br><br>Three", "One\nTwo\n\nThree")]
    [InlineData("<div>One</div><div>Two</div>", "One\nTwo")]
    [InlineData("<p class=MsoNormal>One</p><p class=MsoNormal>Two</p>", "One\nTwo")]
    [InlineData("<ul><li>One<li>Two</ul><ol><li>First<li>Second</ol>", "- One\n- Two\n\n1. First\n2. Second")]
    [InlineData("<table><tr><td>a<td>b</tr><tr><td>c<td>d</table>", "a\tb\nc\td")]
    [InlineData("See <a href='https://example.com/help?a=1'>the help</a>.", "See the help (https://example.com/help?a=1).")]
    [InlineData("<a href='https://example.com/'>https://example.com</a>", "https://example.com")]
    [InlineData("<a href='mailto:ana@example.com'>Ana</a>", "Ana")]
    [InlineData("<a href='javascript:go()'>Ana</a>", "Ana")]
    [InlineData("<pre>a\n  b\n</pre>c", "a\n  b\n\nc")]
    [InlineData("<div style='white-space: pre-wrap'>a\n\nb</div>", "a\n\nb")]
    [InlineData("a<style>b{}</style><script>c</script><head><title>d</title></head>e", "ae")]
    [InlineData("&lt;b&gt; &amp; &eacute; a&nbsp;b", "<b> & é a b")]
    [InlineData("<img alt='A ship' src=x>", "[A ship]")]
    [InlineData("<b>a</b> <i>b</i>", "a b")]
    [InlineData("<div><br></div><div></div><p></p>", "")]
    [InlineData("", "")]
    public void Html_reads_as_text(string html, string text) => PlainText.Of(html).ShouldBe(text);

    [Fact]
    public void What_is_too_much_for_a_tree_still_gives_its_words() =>
        PlainText.Of(string.Concat(Enumerable.Repeat("<div>", 1000)) + "<p>One &amp; two<br>three<script>no</script>").ShouldBe("One & two\nthree");
}
