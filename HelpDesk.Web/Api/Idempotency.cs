using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using HelpDesk.Domain.Work;
using HelpDesk.Web.Data;
using HelpDesk.Web.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Api;

/// <summary>
/// <c>Idempotency-Key</c>: a repetition within 24 hours gets the first answer again. The key is claimed before the effect,
/// and the effect carries a key made from the claim, by which the actions know a message they have stored: also a server
/// that dies between effect and answer does it once.
/// </summary>
internal sealed class Idempotency(Writer writer, TimeProvider clock)
{
    public const string Header = "Idempotency-Key";

    private const int MaxLength = 200;

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Requests under the same key wait for each other; those of other keys rarely.</summary>
    private readonly SemaphoreSlim[] lanes = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>Runs an endpoint that makes a <typeparamref name="T"/> from a body, or gives its earlier answer again.</summary>
    public async Task<Created<T>> RunAsync<T>(HttpContext context, object body, Func<string?, Task<T>> make, Func<T, string> locate)
    {
        if (!context.Request.Headers.TryGetValue(Header, out var values) || values.ToString() is not { Length: > 0 } key)
        {
            var made = await make(null);
            return TypedResults.Created(locate(made), made);
        }

        if (key.Length > MaxLength)
        {
            throw new ProblemException(StatusCodes.Status422UnprocessableEntity, "idempotency", $"{Header} may have {MaxLength} characters.");
        }

        var tokenId = context.Features.GetRequiredFeature<Caller>().TokenId;
        var lane = lanes[(uint)string.GetHashCode(key, StringComparison.Ordinal) % lanes.Length];
        await lane.WaitAsync(context.RequestAborted);
        try
        {
            var claim = await ClaimAsync(tokenId, key, HashOf(context.Request, body), context.RequestAborted);
            var answer = claim.Status != 0
                ? JsonSerializer.Deserialize<T>(claim.Body, Json)!
                : await MakeAsync(claim, make, context.RequestAborted);
            context.Response.Headers["Idempotency-Replayed"] = claim.Status != 0 ? "true" : "false";
            return TypedResults.Created(locate(answer), answer);
        }
        finally
        {
            lane.Release();
        }
    }

    private Task<IdempotentAnswer> ClaimAsync(long tokenId, string key, string hash, CancellationToken ct) => writer.RunAsync(
        async (db, token) =>
        {
            var now = clock.GetUtcNow();
            await db.IdempotentAnswers.Where(row => row.CreatedAt <= now - Lifetime).ExecuteDeleteAsync(token);
            var known = await db.IdempotentAnswers.SingleOrDefaultAsync(row => row.TokenId == tokenId && row.Key == key, token);
            if (known is not null && known.RequestHash != hash)
            {
                throw new ProblemException(StatusCodes.Status422UnprocessableEntity, "idempotency", $"This {Header} belongs to another request.");
            }

            return known ?? db.IdempotentAnswers.Add(new IdempotentAnswer(tokenId, key, hash, status: 0, "", now)).Entity;
        },
        ct);

    private async Task<T> MakeAsync<T>(IdempotentAnswer claim, Func<string?, Task<T>> make, CancellationToken ct)
    {
        try
        {
            var made = await make($"api:{Hex($"{claim.TokenId}\n{claim.CreatedAt.ToUnixTimeMilliseconds()}\n{claim.Key}")}");
            await SettleAsync(claim, row => row.Answer(StatusCodes.Status201Created, JsonSerializer.Serialize(made, Json)), ct);
            return made;
        }
        catch (Exception refusal) when (Problem.Of(refusal).Status < StatusCodes.Status500InternalServerError)
        {
            // Nothing was done: the same key may be used for the mended request.
            await SettleAsync(claim, null, ct);
            throw;
        }
    }

    private Task SettleAsync(IdempotentAnswer claim, Action<IdempotentAnswer>? answer, CancellationToken ct) => writer.RunAsync(
        async (db, token) =>
        {
            var row = await db.IdempotentAnswers.SingleAsync(row => row.TokenId == claim.TokenId && row.Key == claim.Key, token);
            answer?.Invoke(row);
            _ = answer is null ? db.IdempotentAnswers.Remove(row) : null;
        },
        ct);

    private static string HashOf(HttpRequest request, object body) =>
        Hex($"{request.Method}\n{request.Path}\n{request.QueryString}\n{JsonSerializer.Serialize(body, Json)}");

    private static string Hex(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
