using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using HelpDesk.Domain.Chat;
using HelpDesk.Domain.Work;
using HelpDesk.Migrations;
using HelpDesk.Web.Actions;
using HelpDesk.Web.Actions.Chats;
using HelpDesk.Web.Outbox;
using HelpDesk.Web.Settings;
using HelpDesk.Web.Ui.Texts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace HelpDesk.Web.Channels.Chat;

/// <summary>What a page needs to paint a chat of this inbox. Creates nothing; an administrator may see on which site it was asked for.</summary>
internal static class InboxEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/inboxes/{inbox}", GetAsync);

    private static async Task<IResult> GetAsync(
        string inbox, string? locale, string? timeZone, HttpContext context, InboxBook book, StatusBoard board, Origins origins, Sightings sightings,
        IOptionsMonitor<LimitsOptions> limits, TimeProvider clock, CancellationToken ct)
    {
        var found = await book.FindAsync(inbox, ct) ?? throw new NotFoundException("inbox");
        origins.Check(context, found);
        if (!origins.IsOurs(context))
        {
            await sightings.SeeAsync(found, context.Request.Headers.Origin, ct);
        }

        var language = Languages.Of(locale ?? CultureInfo.CurrentUICulture.Name, found);
        var status = VisitorStatus.Of(await board.OfAsync(found, ct), language, Languages.ZoneOf(timeZone), null, clock.GetUtcNow());
        var settings = new InboxSettings(
            found.Key, found.Title, found.Widget.Colour, found.Widget.Greeting, language, Languages.OfferedBy(found),
            found.Widget.PreChat is { } form ? new AskedBefore(form.Title, VisitorField.Of(form.Fields)) : null, InboxLimits.Of(limits.CurrentValue, found.Widget.Files), status)
        {
            Position = found.Widget.Position == WidgetSide.Left ? "left" : "right",
            Launcher = found.Widget.Launcher,
            Offers = found.Widget.Offers,
        };
        return Cacheable(context, JsonSerializer.SerializeToUtf8Bytes(settings, JsonSerializerOptions.Web));
    }

    // May be kept, but is asked for anew each time: the status in it changes.
    private static FileContentHttpResult Cacheable(HttpContext context, byte[] body)
    {
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 8))}\"");
        context.Response.Headers.CacheControl = "public, no-cache";
        context.Response.Headers.Append("Vary", "Accept-Language");
        return TypedResults.Bytes(body, "application/json; charset=utf-8", entityTag: tag);
    }
}

/// <summary>How an inbox looks, what it takes and who answers.</summary>
internal sealed record InboxSettings(
    string Key, string Name, string? Colour, string? Greeting, string Language, IReadOnlyList<string> Languages, AskedBefore? Form,
    InboxLimits Limits, VisitorStatus Status)
{
    /// <summary><c>right</c> or <c>left</c>.</summary>
    public required string Position { get; init; }

    /// <summary>What stands in the launcher; null for its sign alone.</summary>
    public required string? Launcher { get; init; }

    public required WidgetOffers Offers { get; init; }
}

/// <summary>What is asked before the first message.</summary>
internal sealed record AskedBefore(string? Title, IReadOnlyList<VisitorField> Fields);

/// <summary>What a visitor may send, for a kind word before trying.</summary>
internal sealed record InboxLimits(int Text, long FileBytes, int FilesPerMessage, IReadOnlyList<string> FileTypes)
{
    public static InboxLimits Of(LimitsOptions limits, bool files) =>
        new(limits.VisitorText, limits.FileBytes, files ? limits.FilesPerMessage : 0, files ? limits.FileTypes : []);
}

/// <summary>Reads what browsers say of language and zone; both are foreign text.</summary>
internal static class Languages
{
    /// <summary>Those that the inbox speaks, the one for everybody else first; all of ours where it does not choose, the workspace's first.</summary>
    public static IReadOnlyList<string> OfferedBy(ChatInbox inbox) => inbox.Widget.Languages is { Count: > 0 } chosen
        ? chosen
        : [.. Texts.Languages.OrderByDescending(language => language == inbox.Language)];

    /// <summary>One that the inbox speaks: the one asked for, else its first.</summary>
    public static string Of(string? locale, ChatInbox inbox)
    {
        var asked = (locale ?? "").Split('-', '_')[0].ToLowerInvariant();
        var offered = OfferedBy(inbox);
        return offered.Contains(asked) ? asked : offered[0];
    }

    /// <summary>A zone that is known here; null otherwise.</summary>
    public static string? ZoneOf(string? id) =>
        id is { Length: > 0 and <= 60 } && TimeZoneInfo.TryFindSystemTimeZoneById(id, out _) ? id : null;
}
