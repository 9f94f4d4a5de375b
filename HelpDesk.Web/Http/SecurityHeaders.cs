using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace HelpDesk.Web.Http;

/// <summary>
/// What browsers are told about every answer: run our own scripts only, show it in nobody's frame, guess no types, tell
/// nobody where people came from, and keep nothing that an agent saw. An endpoint that says otherwise itself is left alone.
/// </summary>
internal static class SecurityHeaders
{
    private static readonly object NonceKey = new();

    public static void UseSecurityHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        // Another site may not open a circuit in an agent's name: browsers send cookies with any WebSocket (security case A108).
        if (context.Request.Path.StartsWithSegments("/_blazor") && !IsOwn(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }

        context.Response.OnStarting(() =>
        {
            Add(context);
            return Task.CompletedTask;
        });
        return next(context);
    });

    /// <summary>Marks the page's own inline script, the import map, as ours.</summary>
    public static string Nonce(HttpContext context)
    {
        if (context.Items[NonceKey] is not string nonce)
        {
            nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
            context.Items[NonceKey] = nonce;
        }

        return nonce;
    }

    private static bool IsOwn(HttpRequest request) =>
        !request.Headers.TryGetValue(HeaderNames.Origin, out var origin)
        || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && new HostString(from.Authority) == request.Host)
        || string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);

    private static void Add(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.TryAdd(HeaderNames.XContentTypeOptions, "nosniff");
        headers.TryAdd("Referrer-Policy", "same-origin");
        headers.TryAdd("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
        if (context.Request.IsHttps)
        {
            headers.TryAdd(HeaderNames.StrictTransportSecurity, "max-age=31536000");
        }

        if (context.User.Identity?.IsAuthenticated == true && !context.Request.Path.StartsWithSegments("/w") && !IsAsset(context))
        {
            headers.CacheControl = "no-store";
        }

        // The widget's files are for other sites' pages; the customers' pages say for themselves who may frame them.
        if (!context.Request.Path.StartsWithSegments("/w"))
        {
            headers.TryAdd(HeaderNames.ContentSecurityPolicy, Policy(context));
            headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
            if (!IsAsset(context))
            {
                headers.TryAdd("Cross-Origin-Resource-Policy", "same-origin");
            }
        }
    }

    private static bool IsAsset(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is not null;

    // The UI kit places things by style attributes; scripts have no such freedom.
    private static string Policy(HttpContext context) =>
        "default-src 'self'; "
        + $"script-src 'self'{(context.Items[NonceKey] is string nonce ? $" 'nonce-{nonce}'" : "")}; "
        + "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self' data:; connect-src 'self'; "
        + "object-src 'none'; base-uri 'self'; form-action 'self'; frame-src 'self' blob:; frame-ancestors 'none'";
}
