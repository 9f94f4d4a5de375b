using Microsoft.Playwright;

namespace HelpDesk.Tests.Web.Channels.Chat;

/// <summary>How somebody works a page.</summary>
internal enum Means
{
    Mouse,
    Touch,

    /// <summary>Nothing is clicked: what is to be used is reached by Tab.</summary>
    Keyboard,
}

/// <summary>Uses what stands on a page by one means only.</summary>
internal sealed class Hand(Means means)
{
    private const int MostSteps = 80;
    private const string HasFocus = "node => node.getRootNode().activeElement === node";

    public Means Means => means;

    public async Task PressAsync(ILocator button)
    {
        switch (means)
        {
            case Means.Mouse:
                await button.ClickAsync();
                break;
            case Means.Touch:
                await button.TapAsync();
                break;
            default:
                await ReachAsync(button);
                await button.Page.Keyboard.PressAsync("Enter");
                break;
        }
    }

    public async Task WriteAsync(ILocator field, string text)
    {
        await (means is Means.Keyboard ? ReachAsync(field) : PressAsync(field));
        await field.Page.Keyboard.TypeAsync(text);
    }

    public async Task TickAsync(ILocator box)
    {
        if (means is Means.Keyboard)
        {
            await ReachAsync(box);
            await box.Page.Keyboard.PressAsync("Space");
        }
        else
        {
            await PressAsync(box);
        }
    }

    /// <summary>Chooses the n-th entry of a list, or the n-th of a group of radio buttons.</summary>
    public async Task ChooseAsync(ILocator entries, int number)
    {
        if (means is Means.Keyboard)
        {
            await ReachAsync(entries.First);
            for (var step = 1; step < number; step++)
            {
                await entries.Page.Keyboard.PressAsync("ArrowDown");
            }
        }
        else if (await entries.First.EvaluateAsync<bool>("node => node.tagName === 'SELECT'"))
        {
            // What a browser opens for a list is no part of the page.
            await entries.First.SelectOptionAsync(new SelectOptionValue { Index = number - 1 });
        }
        else
        {
            await PressAsync(entries.Nth(number - 1));
        }
    }

    private static async Task ReachAsync(ILocator wanted)
    {
        await wanted.WaitForAsync();
        for (var step = 0; !await wanted.EvaluateAsync<bool>(HasFocus); step++)
        {
            step.ShouldBeLessThan(MostSteps, $"Tab leads to {wanted}");
            await wanted.Page.Keyboard.PressAsync("Tab");
        }
    }
}
