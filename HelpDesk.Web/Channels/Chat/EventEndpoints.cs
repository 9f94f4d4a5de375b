using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;

namespace HelpDesk.Web.Channels.Chat;

/// <summary>
/// What happens, to a page that listens: as Server-Sent Events or, where something on the way holds a stream back, by long
/// polls. Written by hand, because the framework's result loses the event id.
/// </summary>
internal static class EventEndpoints
{
    private const int LongestWait = 30;

    /// <summary>A comment now and then keeps what lies between us from cutting a silent line.</summary>
    private static readonly TimeSpan Ping = TimeSpan.FromSeconds(20);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/events", ListenAsync);

    private static async Task ListenAsync(
        Caller caller, HttpContext context, string? after, int? wait, ListenerParts parts, IHostApplicationLifetime lifetime, CancellationToken ct)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(ct, lifetime.ApplicationStopping);
        var known = context.Request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } header ? header : after;
        var (listener, missed) = await Listener.BeginAsync(caller, known, parts, ct);
        using (listener)
        {
            try
            {
                await (wait is { } seconds
                    ? PollAsync(context, listener, missed, TimeSpan.FromSeconds(Math.Clamp(seconds, 0, LongestWait)), ends.Token)
                    : StreamAsync(context, listener, missed, ends.Token));
            }
            catch (OperationCanceledException)
            {
                // The page went away, or the server is about to.
            }
        }
    }

    private static async Task PollAsync(HttpContext context, Listener listener, List<Told> missed, TimeSpan wait, CancellationToken ct)
    {
        var told = missed;
        if (told.Count == 0 && wait > TimeSpan.Zero)
        {
            await listener.StatusAsync(ct);
            told = await listener.NextAsync(wait, ct) ?? [];
        }

        await context.Response.WriteAsJsonAsync(new { items = told, lastEventId = listener.Position }, JsonSerializerOptions.Web, ct);
    }

    private static async Task StreamAsync(HttpContext context, Listener listener, List<Told> missed, CancellationToken ct)
    {
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        await WriteAsync(context.Response, [await listener.StatusAsync(ct), .. missed], ct);
        while (await listener.NextAsync(Ping, ct) is { } told)
        {
            await WriteAsync(context.Response, told, ct);
        }
    }

    private static async Task WriteAsync(HttpResponse response, List<Told> told, CancellationToken ct)
    {
        var text = new StringBuilder(told.Count == 0 ? ": ping\n\n" : "");
        foreach (var one in told)
        {
            _ = one.Id is { } id ? text.Append(CultureInfo.InvariantCulture, $"id: {id}\n") : text;
            text.Append(CultureInfo.InvariantCulture, $"event: {one.Event}\ndata: {JsonSerializer.Serialize(one.Data, JsonSerializerOptions.Web)}\n\n");
        }

        await response.WriteAsync(text.ToString(), ct);
        await response.Body.FlushAsync(ct);
    }
}
