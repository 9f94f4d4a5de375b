using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Email;
using HelpDesk.Migrations;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Ui;

/// <summary>How many mailboxes do not work.</summary>
/// <param name="Alarms">For so long that a person should look.</param>
/// <param name="Failing">Since a moment ago; they are tried again by themselves.</param>
internal sealed record MailTroubles(int Alarms, int Failing)
{
    public static MailTroubles None { get; } = new(0, 0);
}

/// <summary>Counts the mailboxes that an administrator is told about.</summary>
internal sealed class MailAlarms(IDbContextFactory<HelpDeskDb> factory, TimeProvider clock)
{
    public async Task<MailTroubles> CountAsync(Actor actor, CancellationToken ct)
    {
        actor.Require(Permission.Administer);
        await using var db = await factory.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow();
        var states = (await db.MailAccounts.AsNoTracking().ToListAsync(ct)).ConvertAll(account => MailboxAlarm.StateOf(account, now));
        return new MailTroubles(states.Count(state => state == MailboxState.Alarm), states.Count(state => state == MailboxState.Failing));
    }
}
