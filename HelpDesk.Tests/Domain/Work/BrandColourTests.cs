using HelpDesk.Domain.Work;

namespace HelpDesk.Tests.Domain.Work;

/// <summary>What can be read on a colour.</summary>
public sealed class BrandColourTests
{
    [Theory]
    [InlineData("#000000", "#ffffff", 21)]
    [InlineData("#ffffff", "#000000", 21)]
    [InlineData("3B52C4", "#ffffff", 6.6)]
    [InlineData(" #ffcc00 ", "#000000", 13.9)]
    [InlineData("#777777", "#000000", 4.7)]
    public void Text_is_black_or_white_whichever_stands_out_more(string typed, string ink, double contrast)
    {
        BrandColour.TryRead(typed, out var colour).ShouldBeTrue();
        BrandColour.InkOn(colour).ShouldBe(ink);
        BrandColour.Contrast(colour).ShouldBe(contrast, 0.1);
    }

    [Fact]
    public void Every_colour_takes_text_that_can_be_read()
    {
        for (var value = 0; value < 1 << 24; value += 997)
        {
            BrandColour.Contrast($"#{value:x6}").ShouldBeGreaterThanOrEqualTo(4.5);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("#fff")]
    [InlineData("red")]
    [InlineData("#12345g")]
    [InlineData("#123456; background: url(https://evil.example)")]
    public void Anything_else_is_no_colour(string? typed) => BrandColour.TryRead(typed, out _).ShouldBeFalse();
}
