using System.Collections.Concurrent;
using HelpDesk.Web.Data;
using HelpDesk.Web.Outbox;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Channels.Email.Imap;

/// <summary>
/// How the mailboxes are doing, for people to see. A mailbox is well when all of its folders are.
/// </summary>
internal sealed class MailboxHealth(Writer writer, TimeProvider clock)
{
    /// <summary>A success is noted this often at most: a busy mailbox shall not write for its own sake.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<(long AccountId, string Folder), bool> ill = new();
    private readonly ConcurrentDictionary<long, DateTimeOffset> noted = new();

    public async Task SucceedAsync(MailboxPlan plan, CancellationToken ct)
    {
        var recovered = ill.TryRemove((plan.AccountId, plan.Folder), out _);
        if (ill.Keys.Any(key => key.AccountId == plan.AccountId))
        {
            return;
        }

        var now = clock.GetUtcNow();
        if (recovered || !noted.TryGetValue(plan.AccountId, out var last) || now >= last + Interval)
        {
            noted[plan.AccountId] = now;
            await writer.RunAsync(async (db, token) => (await db.MailAccounts.SingleOrDefaultAsync(row => row.Id == plan.AccountId, token))?.Succeed(now), ct);
        }
    }

    public async Task FailAsync(MailboxPlan plan, Exception failure, TimeSpan rest, CancellationToken ct)
    {
        ill[(plan.AccountId, plan.Folder)] = true;
        var now = clock.GetUtcNow();
        await writer.RunAsync(async (db, token) => (await db.MailAccounts.SingleOrDefaultAsync(row => row.Id == plan.AccountId, token))?.Fail(WhyOf(failure), now + rest, now), ct);
    }

    /// <summary>The folder is no longer read.</summary>
    public void Forget(MailboxPlan plan)
    {
        ill.TryRemove((plan.AccountId, plan.Folder), out _);
        noted.TryRemove(plan.AccountId, out _);
    }

    // What a person can do about it stands in ours; the network's own words are in there too.
    private static string WhyOf(Exception failure) => failure is ImapException told ? Reason.Of(told.Message) : Reason.Of(failure);
}
