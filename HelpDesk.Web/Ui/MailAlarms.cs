using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Email;
using HelpDesk.Migrations;
using HelpDesk.Web.Outbox;
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
internal sealed class MailAlarms(IDbContextFactory<HelpDeskDb> factory, SendingHealth sending, TimeProvider clock)
{
    public async Task<MailTroubles> CountAsync(Actor actor, CancellationToken ct)
    {
        actor.Require(Permission.Administer);
        await using var db = await factory.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow();
        var states = (await db.MailAccounts.AsNoTracking().ToListAsync(ct)).ConvertAll(account => StateOf(account, now));
        return new MailTroubles(states.Count(state => state == MailboxState.Alarm), states.Count(state => state == MailboxState.Failing));
    }

    // The worse of the two directions.
    private MailboxState StateOf(MailAccount account, DateTimeOffset now) => (MailboxAlarm.StateOf(account, now), sending.Of(account)) switch
    {
        (var receives, null) => receives,
        (MailboxState.Alarm, _) => MailboxState.Alarm,
        (_, var trouble) => trouble.IsAlarm(now) ? MailboxState.Alarm : MailboxState.Failing,
    };
}
