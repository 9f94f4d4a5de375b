using System.Collections.Concurrent;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Api;

/// <summary>
/// Keeps when each token was used last, to the minute and beside the requests: none waits for this write, and most need
/// none.
/// </summary>
internal sealed partial class TokenUses(Writer writer, TimeProvider clock, ILogger<TokenUses> log)
{
    private static readonly TimeSpan Granularity = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<long, long> noted = new();

    /// <summary>Notes a use of now and returns at once.</summary>
    public void Note(long tokenId)
    {
        var stamp = clock.GetTimestamp();
        var known = noted.TryGetValue(tokenId, out var before);
        if (known && clock.GetElapsedTime(before, stamp) < Granularity)
        {
            return;
        }

        // Of those that ask at once, one writes.
        if (known ? noted.TryUpdate(tokenId, stamp, before) : noted.TryAdd(tokenId, stamp))
        {
            _ = WriteAsync(tokenId, clock.GetUtcNow());
        }
    }

    private async Task WriteAsync(long tokenId, DateTimeOffset usedAt)
    {
        try
        {
            await writer.RunAsync(
                async (db, ct) => (await db.ApiTokens.SingleOrDefaultAsync(row => row.Id == tokenId, ct))?.Used(usedAt), CancellationToken.None);
        }
        catch (Exception failure)
        {
            // The edge: nobody waits for this, and the next minute notes it again.
            LogNotNoted(log, tokenId, failure);
        }
    }

    [LoggerMessage(3010, LogLevel.Warning, "The use of token {TokenId} could not be noted")]
    private static partial void LogNotNoted(ILogger log, long tokenId, Exception failure);
}
