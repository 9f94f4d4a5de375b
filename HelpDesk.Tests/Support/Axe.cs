using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace HelpDesk.Tests.Support;

public static class Axe
{
    // Only what is wrong is described: to list every element that is right takes longer than to look at it.
    private const string Look = """
        async rules => {
          const only = rules.length ? { runOnly: { type: 'rule', values: rules } } : {};
          const { violations } = await axe.run(document, { ...only, resultTypes: ['violations'] });
          return violations.filter(finding => ['serious', 'critical'].includes(finding.impact)).map(finding =>
            `${finding.id}: ${finding.help}: ${finding.nodes.slice(0, 5).map(node => node.html).join(' | ')}`);
        }
        """;

    private static readonly string[] Serious = ["serious", "critical"];
    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>No finding of axe-core that is serious or critical.</summary>
    public static Task ShouldBeAccessibleAsync(this IPage page) => page.ShouldPassAsync();

    /// <summary>A page seen in light has enough contrast in dark, too; it is light again afterwards.</summary>
    public static async Task ShouldBeLegibleInTheDarkAsync(this IPage page)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await page.ShouldPassAsync("color-contrast");
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
    }

    // The library sends the script, half a megabyte, with every look. Where there is one document it is sent once.
    private static async Task ShouldPassAsync(this IPage page, params string[] rules)
    {
        if (page.Frames.Count > 1)
        {
            var result = await page.RunAxe();
            result.Violations.Where(finding => Serious.Contains(finding.Impact)).Select(Describe).ShouldBeEmpty(page.Url);
            return;
        }

        if (!await page.EvaluateAsync<bool>("'axe' in window"))
        {
            await page.EvaluateAsync(Script);
        }

        (await page.EvaluateAsync<string[]>(Look, rules)).ShouldBeEmpty(page.Url);
    }

    private static string Describe(AxeResultItem finding) =>
        $"{finding.Id}: {finding.Help}: {string.Join(" | ", finding.Nodes.Take(5).Select(node => node.Html))}";
}
