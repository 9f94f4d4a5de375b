using System.Text.Json.Serialization;
using HelpDesk.Migrations;
using HelpDesk.Web.Actions;
using HelpDesk.Web.Actions.Chats;
using HelpDesk.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Channels.Chat;

/// <summary>The small things a visitor does in a chat. Without a ticket number each is about the current one.</summary>
internal static class ChatEndpoints
{
    private const int ContactsPerMinute = 6;

    private static readonly TimeSpan TypingEvery = TimeSpan.FromSeconds(4);

    // A client that keeps to the four seconds is not refused for a late packet.
    private static readonly TimeSpan TypingSlack = TimeSpan.FromSeconds(7.5);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/typing", TypingAsync);
        routes.MapPost("/read", ReadAsync);
        routes.MapPost("/contact", ContactAsync);
        routes.MapPost("/here", HereAsync);
        routes.MapPost("/end", EndAsync);
    }

    private sealed record Seen(int Seq, long? Ticket);

    /// <param name="Trap">What no person sees, and so fills in.</param>
    private sealed record Contact(string? Email, string? Name, long? Ticket, [property: JsonPropertyName(MessageEndpoints.Trap)] string? Trap);

    private static async Task<IResult> TypingAsync(
        Caller caller, Throttle throttle, Feed feed, IDbContextFactory<HelpDeskDb> factory, CancellationToken ct)
    {
        throttle.Check($"typing:{caller.Visitor.Key}", TypingEvery, TypingSlack);
        await using var db = await factory.CreateDbContextAsync(ct);
        if (await caller.CurrentAsync(db, ct) is { } current)
        {
            feed.Say(new Aside(AsideType.CustomerTyping, current.Id, current.CustomerId, current.Customer));
        }

        return TypedResults.NoContent();
    }

    private static async Task<IResult> ReadAsync(Seen seen, Caller caller, MarkRead action, IDbContextFactory<HelpDeskDb> factory, CancellationToken ct)
    {
        await action.RunAsync(caller.Visitor, await NumberAsync(caller, seen.Ticket, factory, ct), seen.Seq, ct);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> ContactAsync(
        Contact contact, Caller caller, Throttle throttle, GiveContact action, CatchMachine catcher, IDbContextFactory<HelpDeskDb> factory, CancellationToken ct)
    {
        caller.Needs(offers => offers.Email);
        throttle.Check($"contact:{caller.Visitor.Key}", ContactsPerMinute);
        var number = await NumberAsync(caller, contact.Ticket, factory, ct);
        await (string.IsNullOrEmpty(contact.Trap)
            ? action.RunAsync(caller.Visitor, number, contact.Email ?? "", contact.Name, ct)
            : catcher.RunAsync(caller.Visitor, number, ct));
        return TypedResults.NoContent();
    }

    private static async Task<IResult> HereAsync(Caller caller, KeepHere action, IDbContextFactory<HelpDeskDb> factory, CancellationToken ct)
    {
        await action.RunAsync(caller.Visitor, await NumberAsync(caller, null, factory, ct), ct);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> EndAsync(Caller caller, EndChat action, IDbContextFactory<HelpDeskDb> factory, CancellationToken ct)
    {
        caller.Needs(offers => offers.Ending);
        await action.RunAsync(caller.Visitor, await NumberAsync(caller, null, factory, ct), ct);
        return TypedResults.NoContent();
    }

    /// <summary>The ticket that a call is about: the one it names, else the current one.</summary>
    /// <exception cref="NotFoundException">There is none yet.</exception>
    public static async Task<long> NumberAsync(Caller caller, long? asked, IDbContextFactory<HelpDeskDb> factory, CancellationToken ct)
    {
        if (asked is { } number)
        {
            return number;
        }

        await using var db = await factory.CreateDbContextAsync(ct);
        return await caller.TicketsIn(db).Select(ticket => (long?)ticket.Number).FirstOrDefaultAsync(ct) ?? throw new NotFoundException("chat");
    }
}
