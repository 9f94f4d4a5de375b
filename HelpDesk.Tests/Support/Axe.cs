using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace HelpDesk.Tests.Support;

public static class Axe
{
    private static readonly string[] Serious = ["serious", "critical"];

    private static readonly AxeRunOptions Contrast = new() { RunOnly = RunOnlyOptions.Rules("color-contrast") };

    /// <summary>No finding of axe-core that is serious or critical.</summary>
    public static async Task ShouldBeAccessibleAsync(this IPage page) => await page.ShouldPassAsync(null);

    /// <summary>A page seen in light has enough contrast in dark, too; it is light again afterwards.</summary>
    public static async Task ShouldBeLegibleInTheDarkAsync(this IPage page)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await page.ShouldPassAsync(Contrast);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
    }

    private static async Task ShouldPassAsync(this IPage page, AxeRunOptions? options)
    {
        // In one go where there is one document: to ask frame by frame takes a page of its own for the sum.
        var result = page.Frames.Count == 1 ? await page.Locator("html").RunAxe(options) : await page.RunAxe(options);
        result.Violations.Where(finding => Serious.Contains(finding.Impact)).Select(Describe).ShouldBeEmpty(page.Url);
    }

    private static string Describe(AxeResultItem finding) =>
        $"{finding.Id}: {finding.Help}: {string.Join(" | ", finding.Nodes.Take(5).Select(node => node.Html))}";
}
