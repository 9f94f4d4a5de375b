using HelpDesk.Domain.Chat;
using HelpDesk.Web.Actions;

namespace HelpDesk.Web.Channels.Chat;

/// <summary>What a chat says before anybody opened it, as far as hours and agents allow it now. What the page must do first is its own to judge.</summary>
internal static class ProactiveEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/inboxes/{inbox}/proactive", GetAsync);

    private static async Task<IResult> GetAsync(
        string inbox, HttpContext context, InboxBook book, StatusBoard board, Origins origins, CancellationToken ct)
    {
        var found = await book.FindAsync(inbox, ct) ?? throw new NotFoundException("inbox");
        origins.Check(context, found);
        if (found.Widget.Proactive.Count == 0)
        {
            return TypedResults.Json(new Said([]));
        }

        var (state, _, _) = await board.OfAsync(found, ct);
        return TypedResults.Json(new Said([.. found.Widget.Proactive.Where(message => ProactiveRules.IsDue(message, state)).Select(message => new Line(
            message.Id, message.From ?? found.Title, message.Text, message.Pages, message.AfterSeconds, message.ScrolledPercent, message.OnLeaving, CapOf(message)))]));
    }

    private static string CapOf(ProactiveMessage message) => message.Cap.ToString().ToLowerInvariant();

    private sealed record Said(IReadOnlyList<Line> Items);

    private sealed record Line(string Id, string From, string Text, string? Pages, int AfterSeconds, int ScrolledPercent, bool OnLeaving, string Cap);
}
