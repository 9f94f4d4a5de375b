using HelpDesk.Domain;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using HelpDesk.Web.Actions;
using HelpDesk.Web.Actions.Chats;
using HelpDesk.Web.Intake;
using HelpDesk.Web.Settings;
using HelpDesk.Web.Ui.Texts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace HelpDesk.Web.Channels.Chat;

/// <summary>How a customer wants it: with somebody now, by mail, or by phone.</summary>
internal static class WishEndpoints
{
    private const int WishesPerMinute = 6;
    private const int MaxWhen = 200;

    // Somebody else's phone rings.
    private static readonly TimeSpan CallEvery = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan CallSlack = TimeSpan.FromMinutes(15);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/talk-now", TalkNowAsync);
        routes.MapPost("/by-mail", ByMailAsync);
        routes.MapPost("/call-back", CallBackAsync);
    }

    private sealed record Talk(IReadOnlyDictionary<string, string?>? Answers);

    private sealed record Address(string? Email, long? Ticket);

    private sealed record Number(string? Phone, string? When, IReadOnlyDictionary<string, string?>? Answers);

    // Where nobody is there nothing is stored: the answer says when somebody will be.
    private static async Task<IResult> TalkNowAsync(
        Talk? talk, Caller caller, HttpContext context, Intake.Intake intake, StatusBoard board, Throttle throttle, Pressure pressure, Visits visits,
        IDbContextFactory<HelpDeskDb> factory, IOptionsMonitor<LimitsOptions> limits, TimeProvider clock, CancellationToken ct)
    {
        caller.Needs(offers => offers.TalkNow);
        throttle.Check($"wish:{caller.Visitor.Key}", WishesPerMinute);
        await using var db = await factory.CreateDbContextAsync(ct);
        var current = await caller.CurrentAsync(db, ct);
        var status = VisitorStatus.Of(await board.OfAsync(caller.Inbox, ct), caller.Token.Language, caller.Token.TimeZone, current?.Agent, clock.GetUtcNow());
        if (status.State != "online")
        {
            return TypedResults.Json(new Answer(false, null, status));
        }

        pressure.CheckMessage(context, caller.Inbox, limits.CurrentValue);
        var text = Texts.In(caller.Token.Language)["I would like to talk to somebody now."];
        var inbound = MessageEndpoints.Inbound(caller, context.Request, text) with { Wish = new TalkNow(), StartsNew = true, Answers = talk?.Answers, IsTrapped = MessageEndpoints.IsTrapped(talk?.Answers) };
        var taken = await intake.TakeAsync(inbound, CancellationToken.None);
        visits.Wrote(caller.Visitor);
        return TypedResults.Json(new Answer(true, taken.Ticket, status), statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> ByMailAsync(
        Address address, Caller caller, Throttle throttle, GiveContact give, GoOnByMail action, IDbContextFactory<HelpDeskDb> factory, CancellationToken ct)
    {
        caller.Needs(offers => offers.Email);
        throttle.Check($"contact:{caller.Visitor.Key}", WishesPerMinute);
        var number = await ChatEndpoints.NumberAsync(caller, address.Ticket, factory, ct);
        if (!string.IsNullOrWhiteSpace(address.Email))
        {
            await give.RunAsync(caller.Visitor, number, address.Email, null, ct);
        }

        await action.RunAsync(caller.Visitor, number, ct);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> CallBackAsync(
        Number number, Caller caller, HttpContext context, Intake.Intake intake, Throttle throttle, Pressure pressure, Visits visits,
        IOptionsMonitor<LimitsOptions> limits)
    {
        caller.Needs(offers => offers.CallBack);
        var call = Read(number.Phone, number.When);
        throttle.Check($"ring:{caller.Visitor.Key}", CallEvery, CallSlack);
        throttle.Check($"ring:{Throttle.AddressKey(context.Connection.RemoteIpAddress)}", CallEvery / 4, CallSlack);
        pressure.CheckMessage(context, caller.Inbox, limits.CurrentValue);
        var inbound = MessageEndpoints.Inbound(caller, context.Request, TextOf(call, caller.Token.Language)) with
        {
            Wish = call, StartsNew = true, Answers = number.Answers, IsTrapped = MessageEndpoints.IsTrapped(number.Answers),
        };
        var taken = await intake.TakeAsync(inbound, CancellationToken.None);
        visits.Wrote(caller.Visitor);
        return TypedResults.Json(new Answer(null, taken.Ticket, null), statusCode: StatusCodes.Status201Created);
    }

    /// <exception cref="RuleException">This cannot be a phone number (<c>phone</c>).</exception>
    public static CallBack Read(string? phone, string? when) => PhoneNumber.TryNormalise(phone, out var normal)
        ? new CallBack(normal, TextRules.Line(when, MaxWhen) is { Length: > 0 } said ? said : null)
        : throw new RuleException("phone", "This does not look like a phone number. An example: +34 600 123 456");

    /// <summary>The wish as the customer would say it.</summary>
    public static string TextOf(CallBack call, string language)
    {
        var words = Texts.In(language);
        return call.When is null ? words["Please call me back: {0}", call.Phone] : words["Please call me back: {0} ({1})", call.Phone, call.When];
    }

    private sealed record Answer(bool? Live, long? Ticket, VisitorStatus? Status);
}
