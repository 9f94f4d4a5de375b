using HelpDesk.Migrations;
using HelpDesk.Web.Actions.Chats;
using HelpDesk.Web.Http;
using HelpDesk.Web.Outbox;
using HelpDesk.Web.Settings;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace HelpDesk.Web.Channels.Chat;

/// <summary>
/// Stands before every call of the visitors' protocol: preflights, size of bodies, token, origin, rate, and texts that are
/// whole. Behind it an endpoint knows who calls.
/// </summary>
internal sealed class VisitorDoor(
    Origins origins, VisitorTokens tokens, InboxBook inboxes, Throttle throttle, IDbContextFactory<HelpDeskDb> factory,
    IOptionsMonitor<LimitsOptions> limits, TimeProvider clock) : IMiddleware
{
    public const string Root = "/w/v1";

    private const string Bearer = "Bearer ";
    private const int BodyBytes = 256 << 10;
    private const int FormBytes = 64 << 10;
    public const int CallsPerMinute = 600;

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (HttpMethods.IsOptions(context.Request.Method))
        {
            await origins.AnswerPreflightAsync(context);
            return;
        }

        Origins.Allow(context);
        context.Response.Headers.CacheControl = "no-store";
        BoundBody(context);

        if (context.GetEndpoint()?.Metadata.GetMetadata<ChatServices.NoSuchCall>() is not null)
        {
            throw new ProblemException(StatusCodes.Status404NotFound, "not_found", "There is no such call.");
        }

        // The calls about inboxes name theirs in the address, and need no token.
        if (!context.Request.Path.StartsWithSegments(Root + "/inboxes"))
        {
            var caller = await IdentifyAsync(context);
            origins.Check(context, caller.Inbox);
            throttle.Check($"call:{caller.Visitor.Key}", CallsPerMinute);
            context.Features.Set(caller);
        }

        await JsonText.MendAsync(context.Request, BodyBytes, context.RequestAborted);
        await next(context);
    }

    private async Task<Caller> IdentifyAsync(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        var sent = header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? header[Bearer.Length..].Trim() : null;
        return tokens.Open(sent) is { } token && await inboxes.FindAsync(token.InboxId, context.RequestAborted) is { } inbox
            && await AdmitAsync(token, inbox, context.RequestAborted) is { } caller
            ? caller
            : throw new ProblemException(StatusCodes.Status401Unauthorized, "token", "This visitor is not known. Ask for a new token.");
    }

    /// <summary>
    /// A token that was made from a chat link ends with it, and one of a signed visitor with the key of the signature. Null
    /// also for the anonymous where only signed visitors may come.
    /// </summary>
    public async Task<Caller?> AdmitAsync(VisitorToken token, ChatInbox inbox, CancellationToken ct)
    {
        if (token.LinkId is not { } linkId)
        {
            return await IsAdmittedAsync(token, inbox, ct) ? new Caller(token, inbox, new Visitor(token.Key, inbox.Id, null, token.Signed?.Person.ExternalId)) : null;
        }

        await using var db = await factory.CreateDbContextAsync(ct);
        return await ChatLinks.FindAsync(db, linkId, clock.GetUtcNow(), ct) is { } link
            ? new Caller(token, inbox, new Visitor(token.Key, inbox.Id, link.TicketId))
            : null;
    }

    // Of a page that listens for hours: the inbox may have been changed since.
    private async Task<bool> IsAdmittedAsync(VisitorToken token, ChatInbox inbox, CancellationToken ct)
    {
        var now = await inboxes.FindAsync(inbox.Id, ct);
        return token.Signed is { } signed ? now?.SigningKeys.Any(key => key.Id == signed.KeyId) == true : now?.Widget.SignedOnly == false;
    }

    private void BoundBody(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
        {
            body.MaxRequestBodySize = context.Request.Path.StartsWithSegments(Root + "/files") ? limits.CurrentValue.FileBytes + FormBytes : BodyBytes;
        }
    }
}
