using HelpDesk.Migrations;
using HelpDesk.Web.Actions.Chats;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Channels.Chat;

/// <summary>What a visitor does when a chat is over: rate it, and have it sent.</summary>
internal static class EndingEndpoints
{
    private const int RatingsPerMinute = 10;

    // Each can be a mail to somebody who did not ask for it.
    private static readonly TimeSpan TranscriptEvery = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan TranscriptSlack = TimeSpan.FromMinutes(15);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/csat", RateAsync);
        routes.MapPost("/transcript", TranscriptAsync);
    }

    private sealed record Opinion(int Rating, string? Comment, long? Ticket);

    private sealed record Destination(string? Email, long? Ticket);

    private static async Task<IResult> RateAsync(
        Opinion rating, Caller caller, Throttle throttle, RateChat action, IDbContextFactory<HelpDeskDb> factory, CancellationToken ct)
    {
        caller.Needs(offers => offers.Rating);
        throttle.Check($"csat:{caller.Visitor.Key}", RatingsPerMinute);
        var number = await ChatEndpoints.NumberAsync(caller, rating.Ticket, factory, ct);
        await action.RunAsync(caller.Visitor, number, new Vote(rating.Rating, rating.Comment, Domain.Tickets.Channel.Chat), ct);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> TranscriptAsync(
        Destination destination, Caller caller, HttpContext context, Throttle throttle, SendTranscript action,
        IDbContextFactory<HelpDeskDb> factory, CancellationToken ct)
    {
        caller.Needs(offers => offers.Transcript);
        throttle.Check($"transcript:{caller.Visitor.Key}", TranscriptEvery, TranscriptSlack);
        throttle.Check($"transcript:{Throttle.AddressKey(context.Connection.RemoteIpAddress)}", TranscriptEvery / 4, TranscriptSlack);
        await action.RunAsync(caller.Visitor, await ChatEndpoints.NumberAsync(caller, destination.Ticket, factory, ct), destination.Email ?? "", ct);
        return TypedResults.Accepted((string?)null);
    }
}
