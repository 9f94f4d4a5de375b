using System.Collections.Concurrent;
using System.Globalization;
using HelpDesk.Web.Http;
using HelpDesk.Web.Settings;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace HelpDesk.Web.Api;

/// <summary>
/// Counts the requests of each token in windows of one minute and says in every answer how many are left
/// (draft-ietf-httpapi-ratelimit-headers).
/// </summary>
internal sealed class RequestRates(IOptionsMonitor<LimitsOptions> limits, TimeProvider clock) : IEndpointFilter
{
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<long, Window> windows = new();

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var limit = limits.CurrentValue.ApiRequestsPerMinute;
        var tokenId = context.HttpContext.Features.GetRequiredFeature<Caller>().TokenId;
        var window = windows.AddOrUpdate(tokenId, _ => Begin(), (_, old) => LeftOf(old) <= TimeSpan.Zero ? Begin() : old);
        var left = limit - window.Take();
        var wait = LeftOf(window);
        var headers = context.HttpContext.Response.Headers;
        headers.CacheControl = "no-store";
        headers["RateLimit-Policy"] = string.Create(CultureInfo.InvariantCulture, $"\"token\";q={limit};w={Length.TotalSeconds}");
        headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"token\";r={Math.Max(0, left)};t={Math.Ceiling(wait.TotalSeconds)}");
        return left >= 0
            ? await next(context)
            : throw new ProblemException(new Problem(StatusCodes.Status429TooManyRequests, "rate", $"A token may ask {limit} times a minute.") { RetryAfter = wait });
    }

    private Window Begin() => new(clock.GetTimestamp());

    // Measured, not read off the clock: that may be set back.
    private TimeSpan LeftOf(Window window) => Length - clock.GetElapsedTime(window.Began);

    private sealed class Window(long began)
    {
        private int taken;

        public long Began { get; } = began;

        /// <summary>How many have been taken, this one included.</summary>
        public int Take() => Interlocked.Increment(ref taken);
    }
}
