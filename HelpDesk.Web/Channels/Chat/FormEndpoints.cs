using HelpDesk.Web.Actions.Chats;

namespace HelpDesk.Web.Channels.Chat;

/// <summary>Answers to a form inside the chat.</summary>
internal static class FormEndpoints
{
    private const int AnswersPerMinute = 20;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/forms/{message}", AnswerAsync);

    private sealed record Filled(IReadOnlyDictionary<string, string?>? Answers);

    private static async Task<IResult> AnswerAsync(string message, Filled filled, Caller caller, Throttle throttle, AnswerForm action, CancellationToken ct)
    {
        throttle.Check($"form:{caller.Visitor.Key}", AnswersPerMinute);
        await action.RunAsync(caller.Visitor, message, filled.Answers ?? new Dictionary<string, string?>(), ct);
        return TypedResults.NoContent();
    }
}
