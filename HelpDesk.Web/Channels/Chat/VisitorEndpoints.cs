using System.Text.Json;
using HelpDesk.Domain.Chat;
using HelpDesk.Migrations;
using HelpDesk.Web.Actions;
using HelpDesk.Web.Actions.Chats;
using HelpDesk.Web.Http;
using HelpDesk.Web.Intake;
using HelpDesk.Web.Outbox;
using HelpDesk.Web.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace HelpDesk.Web.Channels.Chat;

/// <summary>Makes and renews visitors. Nothing is stored: the token is all there is until the visitor writes.</summary>
internal static class VisitorEndpoints
{
    private const int UrlLength = 500;
    private const int TitleLength = 100;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/inboxes/{inbox}/visitors", OpenAsync);

    /// <param name="Locale">The browser's language tag.</param>
    /// <param name="TimeZone">IANA name.</param>
    /// <param name="Page">The address as a text, or <c>{url, title}</c>.</param>
    /// <param name="Resume">An earlier visitor token, or the token of a chat link.</param>
    /// <param name="Identity">A token by which the site says who this is (<see cref="IdentityTokens"/>).</param>
    private sealed record Arrival(string? Locale, string? TimeZone, JsonElement? Page, string? Resume, string? Identity);

    private static async Task<IResult> OpenAsync(
        string inbox, Arrival arrival, HttpContext context, InboxBook book, Origins origins, Throttle throttle, Pressure pressure, VisitorTokens tokens,
        Signatures signatures, VisitorDoor door, StatusBoard board, IDbContextFactory<HelpDeskDb> factory, IOptionsMonitor<LimitsOptions> limits,
        TimeProvider clock, CancellationToken ct)
    {
        var found = await book.FindAsync(inbox, ct) ?? throw new NotFoundException("inbox");
        origins.Check(context, found);
        var older = tokens.Open(arrival.Resume);
        if (older is null)
        {
            var address = Throttle.AddressKey(context.Connection.RemoteIpAddress);
            throttle.Check($"visitor:{address}", limits.CurrentValue.VisitorsPerAddressPerMinute);
            pressure.CheckVisitor(context, found, limits.CurrentValue);
        }
        else
        {
            throttle.Check($"call:{older.Key}", VisitorDoor.CallsPerMinute);
        }

        await using var db = await factory.CreateDbContextAsync(ct);
        var visitor = await TokenAsync(db, arrival, older, found, clock.GetUtcNow(), ct) ?? throw Unopened();
        var (token, identity) = await signatures.ApplyAsync(visitor, older, arrival.Identity, found, ct);
        var caller = await door.AdmitAsync(token, found, ct) ?? throw (IsWantedSigned(token, found) ? Unsigned(identity.Code) : Unopened());

        // The position in the log comes first: what happens in between is then told twice rather than never.
        var last = await db.Events.MaxAsync(row => (long?)row.Id, ct) ?? 0;
        var current = await caller.CurrentAsync(db, ct);
        var status = VisitorStatus.Of(await board.OfAsync(found, ct), token.Language, token.TimeZone, current?.Agent, clock.GetUtcNow());
        return TypedResults.Json(
            new Welcome(tokens.Seal(token), current?.Number, current?.Session?.IsLocked ?? false, IsRatable(current?.Session, clock.GetUtcNow()), identity, status, last, await KnownAsync(db, caller, ct)),
            statusCode: StatusCodes.Status201Created);
    }

    private static bool IsRatable(ChatSession? session, DateTimeOffset now) => session is not null && CsatResponse.IsOpenFor(session, now);

    private static bool IsWantedSigned(VisitorToken token, ChatInbox inbox) => inbox.Widget.SignedOnly && token is { Signed: null, LinkId: null };

    private static ProblemException Unopened() => new(StatusCodes.Status401Unauthorized, "token", "This chat can no longer be opened.");

    private static ProblemException Unsigned(string? refusal) => new(
        StatusCodes.Status401Unauthorized,
        "identity",
        "Only visitors whom the site has signed may use this chat." + (refusal is null ? "" : $" The identity token was refused: {refusal}."));

    private static async Task<VisitorToken?> TokenAsync(
        HelpDeskDb db, Arrival arrival, VisitorToken? older, ChatInbox inbox, DateTimeOffset now, CancellationToken ct)
    {
        var (url, title) = PageOf(arrival.Page);
        var fresh = new VisitorToken(
            VisitorTokens.NewKey(), inbox.Id, now, null, Languages.Of(arrival.Locale, inbox), Languages.ZoneOf(arrival.TimeZone), url, title);
        if (string.IsNullOrEmpty(arrival.Resume))
        {
            return fresh;
        }

        if (older is not null)
        {
            return older.InboxId == inbox.Id ? fresh with { Key = older.Key, LinkId = older.LinkId, Signed = older.Signed } : null;
        }

        return arrival.Resume.Length == ChatLinks.TokenLength
            && await ChatLinks.FindAsync(db, arrival.Resume, now, ct) is { } link && link.InboxId == inbox.Id
            ? fresh with { LinkId = link.Id }
            : null;
    }

    // What the inbox would ask before a chat and the signature or the record answers already.
    private static async Task<IReadOnlyList<string>> KnownAsync(HelpDeskDb db, Caller caller, CancellationToken ct)
    {
        if (caller.Inbox.Widget.PreChat is not { } form)
        {
            return [];
        }

        var (person, externalId) = (caller.Token.Signed?.Person, caller.Visitor.ExternalId);
        var owners = caller.TicketsIn(db).Select(ticket => ticket.CustomerId);
        var customer = await db.Customers.AsNoTracking().Include(row => row.Identities).OrderByDescending(row => row.Id)
            .FirstOrDefaultAsync(row => owners.Contains(row.Id) || (externalId != null && row.ExternalId == externalId && row.MergedIntoId == null), ct);
        return [.. form.Fields.Where(field => person?.Knows(field) == true || customer?.Knows(field) == true).Select(field => field.Name)];
    }

    private static (string? Url, string? Title) PageOf(JsonElement? page) => page switch
    {
        { ValueKind: JsonValueKind.String } text => (Short(text.GetString(), UrlLength), null),
        { ValueKind: JsonValueKind.Object } both => (Short(TextOf(both, "url"), UrlLength), Short(TextOf(both, "title"), TitleLength)),
        _ => (null, null),
    };

    private static string? TextOf(JsonElement page, string name) =>
        page.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string? Short(string? text, int limit) => TextRules.Line(text, limit) is { Length: > 0 } line ? line : null;

    private sealed record Welcome(
        string Token, long? Ticket, bool Locked, bool Ended, IdentityAnswer Identity, VisitorStatus Status, long LastEventId, IReadOnlyList<string> Known);
}
