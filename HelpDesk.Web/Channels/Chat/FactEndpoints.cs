using System.Text.Json;
using HelpDesk.Domain;
using HelpDesk.Domain.Customers;
using HelpDesk.Migrations;
using HelpDesk.Web.Actions;
using HelpDesk.Web.Actions.Chats;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Channels.Chat;

/// <summary>What the page around a chat says of its visitor. Nothing of it is proven; before the first message there is nobody to say it of.</summary>
internal static class FactEndpoints
{
    private const int FactsPerMinute = 20;
    private const int EventsPerMinute = 30;
    private const int MostAtOnce = 30;
    private const int EventName = 100;
    private const int EventValues = 20;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/attributes", TellAsync);
        routes.MapPost("/track", TrackAsync);
    }

    /// <param name="Attributes">Of the customer; null removes one.</param>
    /// <param name="TicketAttributes">Of the ticket the visitor is in.</param>
    /// <param name="Tags">To be added to it.</param>
    private sealed record Facts(
        IReadOnlyDictionary<string, JsonElement>? Attributes, IReadOnlyDictionary<string, JsonElement>? TicketAttributes, IReadOnlyList<string>? Tags);

    private sealed record Happening(string? Name, IReadOnlyDictionary<string, JsonElement>? Props);

    private static async Task<IResult> TellAsync(
        Facts facts, Caller caller, Throttle throttle, TellFacts action, IDbContextFactory<HelpDeskDb> factory, CancellationToken ct)
    {
        throttle.Check($"facts:{caller.Visitor.Key}", FactsPerMinute);
        var told = new PageFacts(Read(facts.Attributes), Read(facts.TicketAttributes), facts.Tags ?? []);
        await action.RunAsync(caller.Visitor, await ChatEndpoints.NumberAsync(caller, null, factory, ct), told, ct);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> TrackAsync(
        Happening happening, Caller caller, Throttle throttle, TrackEvent action, IDbContextFactory<HelpDeskDb> factory, CancellationToken ct)
    {
        throttle.Check($"track:{caller.Visitor.Key}", EventsPerMinute);
        var name = TextRules.Line(happening.Name, EventName);
        if (name.Length == 0)
        {
            throw new RuleException("empty", "An event needs a name.");
        }

        var props = Read(happening.Props);
        if (props.Count > EventValues)
        {
            throw new RuleException("too_many", "An event has at most {0} values.", EventValues);
        }

        await action.RunAsync(caller.Visitor, await ChatEndpoints.NumberAsync(caller, null, factory, ct), name, JsonSerializer.Serialize(props), ct);
        return TypedResults.NoContent();
    }

    private static Dictionary<string, string?> Read(IReadOnlyDictionary<string, JsonElement>? values)
    {
        var read = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (name, value) in values ?? new Dictionary<string, JsonElement>())
        {
            if (!PageClaims.IsName(name))
            {
                throw new RuleException("invalid", "A name is a letter, then letters, digits, - and _, at most 40 in all.");
            }

            read[name] = ValueOf(value);
        }

        return read.Count <= MostAtOnce ? read : throw new RuleException("too_many", "At most {0} at once.", MostAtOnce);
    }

    private static string? ValueOf(JsonElement value)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => TextRules.Line(value.GetString(), int.MaxValue),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
            _ => throw new RuleException("invalid", "A value is a text, a number, true or false."),
        };
        return text?.Length > PageClaims.MaxValue
            ? throw new RuleException("too_long", "A value has at most {0} characters.", PageClaims.MaxValue)
            : string.IsNullOrEmpty(text) ? null : text;
    }
}
