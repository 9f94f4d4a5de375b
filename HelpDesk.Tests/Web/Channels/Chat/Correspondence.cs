using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using HelpDesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HelpDesk.Tests.Web.Channels.Chat;

/// <summary>
/// A visitor in the chat and an agent in the workspace, both in Chromium, who write numbered messages to each other whatever
/// happens between them and the program.
/// </summary>
internal sealed class Correspondence
{
    /// <summary>So much may be on its way before the visitor waits.</summary>
    private const int MostPending = 5;

    private const string Pending = "Object.keys(localStorage).filter(key => key.includes('.out.')).length";

    // What an agent does who wants to be rid of a message: send it anyway, whatever arrived meanwhile, and put away a draft
    // that came back although its message stands in the timeline.
    private const string Settle = """
        text => {
          const anyway = [...document.querySelectorAll('.guard:not([hidden]) button, .pending-sends button')].find(button => button.textContent === 'Send anyway');
          const area = document.querySelector('hd-composer textarea');
          const stands = [...document.querySelectorAll('hd-timeline .text')].some(node => node.textContent.trim() === text);
          anyway?.click();
          const underway = Object.keys(localStorage).some(key => key.endsWith('outbox') && JSON.parse(localStorage[key]).length > 0);
          if (anyway || underway || !area || document.documentElement.dataset.circuit !== 'ready') return 'wait';
          return stands ? 'sent' : area.value ? 'wait' : 'write';
        }
        """;

    private static readonly TimeSpan VisitorsPace = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan AgentsPace = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly IPage visitor;
    private readonly IPage agent;
    private readonly string data;
    private int sends;

    /// <param name="visitor">At the chat.</param>
    /// <param name="agent">Signed in.</param>
    /// <param name="data">The data folder of the program.</param>
    public Correspondence(IPage visitor, IPage agent, string data)
    {
        (this.visitor, this.agent, this.data) = (visitor, agent, data);
        visitor.Request += (_, request) => sends += request is { Method: "POST" } && request.Url.EndsWith("/messages", StringComparison.Ordinal) ? 1 : 0;
    }

    /// <summary>How many messages the visitor has written.</summary>
    public int Asked { get; private set; }

    /// <summary>How many messages the agent has written.</summary>
    public int Answered { get; private set; }

    /// <summary>How often the visitor's page has sent one.</summary>
    public int Sends => sends;

    /// <summary>The visitor has written all that may be on its way.</summary>
    public bool IsStuck { get; private set; }

    /// <summary>The first message, and the agent who opens its ticket.</summary>
    public async Task BeginAsync()
    {
        await AskAsync();
        await Eventually.BeTrueAsync(async () => (await StoredAsync()).Count == 1, "the ticket is there", Patience);
        await using var db = Open();
        await agent.GotoAsync($"/tickets/all/{await db.Tickets.Select(ticket => ticket.Number).SingleAsync()}");
    }

    public Task WriteAsync(CancellationToken enough) => Task.WhenAll(AskAsync(enough), AnswerAsync(enough));

    /// <summary>Every message is stored once and in order, and stands so on both sides.</summary>
    public async Task ShouldHaveArrivedAsync()
    {
        await Eventually.BeTrueAsync(async () => await visitor.EvaluateAsync<int>(Pending) == 0, "nothing is on its way", Patience);
        var stored = await StoredAsync();
        stored.Where(text => text.StartsWith("visitor", StringComparison.Ordinal)).ShouldBe(Numbered("visitor", Asked));
        stored.Where(text => text.StartsWith("agent", StringComparison.Ordinal)).ShouldBe(Numbered("agent", Answered));

        await ShouldShowAsync(visitor, "article .bubble", "Earlier messages", stored);
        await ShouldShowAsync(agent, "hd-timeline .message[data-seq] .text", "Show earlier messages", stored);
    }

    private static IEnumerable<string> Numbered(string who, int count) => Enumerable.Range(1, count).Select(number => $"{who} {number}");

    private static bool IsOurs(string text) => text.StartsWith("visitor ", StringComparison.Ordinal) || text.StartsWith("agent ", StringComparison.Ordinal);

    private static async Task ShouldShowAsync(IPage page, string texts, string earlier, List<string> expected)
    {
        async Task<List<string>> ShownAsync() => [.. (await page.Locator(texts).AllTextContentsAsync()).Select(text => text.Trim()).Where(IsOurs)];
        await Expect(page.Locator(texts).GetByText(expected[^1], new() { Exact = true })).ToBeVisibleAsync(new() { Timeout = (float)Patience.TotalMilliseconds });
        var button = page.GetByRole(AriaRole.Button, new() { Name = earlier });
        await Eventually.BeTrueAsync(async () => await IsAllShownAsync() || await LookFurtherAsync(), $"{expected.Count} messages on {page.Url}", Patience);
        (await ShownAsync()).ShouldBe(expected, page.Url);

        async Task<bool> IsAllShownAsync() => (await ShownAsync()).Count >= expected.Count;

        // The button may go while a page loads, and come again.
        async Task<bool> LookFurtherAsync()
        {
            await button.EvaluateAllAsync<object?>("buttons => { buttons[0]?.click(); }");
            return false;
        }
    }

    private async Task AskAsync(CancellationToken enough)
    {
        using var pace = new PeriodicTimer(VisitorsPace);
        while (!enough.IsCancellationRequested)
        {
            IsStuck = await visitor.EvaluateAsync<int>(Pending) >= MostPending;
            if (!IsStuck)
            {
                await AskAsync();
            }

            await pace.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private async Task AskAsync()
    {
        await visitor.Locator("textarea").FillAsync($"visitor {Asked + 1}");
        await visitor.Keyboard.PressAsync("Enter");
        Asked++;
    }

    // One after the other, as somebody does who sees what became of the last one.
    private async Task AnswerAsync(CancellationToken enough)
    {
        using var pace = new PeriodicTimer(AgentsPace);
        while (!enough.IsCancellationRequested)
        {
            var text = $"agent {Answered + 1}";
            Answered++;
            await Eventually.BeTrueAsync(() => AnswerAsync(text), $"{text} is sent", Patience);
            await pace.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private async Task<bool> AnswerAsync(string text)
    {
        try
        {
            var state = await agent.EvaluateAsync<string>(Settle, text);
            if (state == "write")
            {
                await agent.Locator("hd-composer textarea").FillAsync(text);
                await agent.Keyboard.PressAsync("Control+Enter");
            }

            return state == "sent";
        }
        catch (PlaywrightException)
        {
            // The page was going away: it reloads when the program that knew it is gone.
            if (agent.Url.StartsWith("chrome-error", StringComparison.Ordinal))
            {
                await ReturnAsync();
            }

            return false;
        }
    }

    private async Task ReturnAsync()
    {
        try
        {
            await agent.GoBackAsync();
        }
        catch (PlaywrightException)
        {
            // Not there yet.
        }
    }

    private async Task<List<string>> StoredAsync()
    {
        await using var db = Open();
        return [.. (await db.Messages.Where(row => row.Kind == MessageKind.Public).OrderBy(row => row.Seq).Select(row => row.BodyText).ToListAsync()).Where(IsOurs)];
    }

    private SqliteDb Open() => new(new DbContextOptionsBuilder<SqliteDb>().UseSqlite($"Data Source={Path.Combine(data, "helpdesk.db")}").Options);
}
