using Bunit;

namespace HelpDesk.Tests.Web.Ui;

public sealed class RenderTests : BunitContext
{
    [Fact]
    public void Components_can_be_rendered_without_a_browser()
    {
        Render(builder => builder.AddMarkupContent(0, "<p>Hello</p>")).MarkupMatches("<p>Hello</p>");
    }
}
