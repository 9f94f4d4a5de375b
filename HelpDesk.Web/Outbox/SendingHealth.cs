using System.Collections.Concurrent;
using HelpDesk.Domain.Email;
using HelpDesk.Domain.Events;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Outbox;

/// <summary>A mail server and our settings do not go together: mail waits until a person has acted.</summary>
/// <param name="Since">Null where nothing needs to be tried to know it.</param>
/// <param name="Error">In the server's words and ours.</param>
internal sealed record SendingTrouble(DateTimeOffset? Since, string Error)
{
    /// <summary>For so long that a person should look.</summary>
    public bool IsAlarm(DateTimeOffset now) => Since is not { } since || now >= since + MailboxAlarm.After;
}

/// <summary>
/// How sending is doing, server by server. Kept by the settings it was tried with: whoever corrects them is rid of the trouble
/// at once. It is not stored, for what waits is tried again soon after a start.
/// </summary>
internal sealed class SendingHealth(MailRoutes routes, Writer writer, TimeProvider clock)
{
    /// <summary>Settings that somebody tried out one after the other are forgotten beyond this.</summary>
    private const int Most = 100;

    private readonly ConcurrentDictionary<OutgoingServer, SendingTrouble> troubles = new();

    /// <summary>Of the server by which this mailbox sends; null while all is well.</summary>
    public SendingTrouble? Of(MailAccount mailbox)
    {
        try
        {
            return ServerOf(mailbox) is { } server ? troubles.GetValueOrDefault(server) : null;
        }
        catch (InvalidOperationException lost)
        {
            return new SendingTrouble(null, lost.Message);
        }
    }

    /// <summary>Of the server of the configuration, which takes mail where there is no mailbox.</summary>
    public SendingTrouble? OfConfiguration() => routes.Configuration() is { } server ? troubles.GetValueOrDefault(server) : null;

    /// <summary>Takes note of an attempt, and tells the screens when it changes something.</summary>
    public async Task NoteAsync(OutgoingServer? server, IReadOnlyList<MailOutcome> outcomes, CancellationToken ct)
    {
        if (server is not null && IsNews(server, outcomes))
        {
            await writer.RunAsync(
                async (db, token) =>
                {
                    var mailboxes = await db.MailAccounts.AsNoTracking().ToListAsync(token);
                    db.Events.AddRange(mailboxes.Select(mailbox => new Event(EventType.MailboxChanged, clock.GetUtcNow()) { SubjectId = mailbox.Id }));
                },
                ct);
        }
    }

    private OutgoingServer? ServerOf(MailAccount mailbox) => routes.ServerOf(new MailRoute(mailbox, mailbox.Address, TakesMail: false));

    private bool IsNews(OutgoingServer server, IReadOnlyList<MailOutcome> outcomes)
    {
        if (outcomes.FirstOrDefault(outcome => outcome.IsSetup) is { } wrong)
        {
            return Fail(server, wrong.Words ?? "");
        }

        // It listened to us: what it says about a mail is another matter. A broken connection says nothing.
        return outcomes.Any(outcome => outcome.Fate is MailFate.Sent or MailFate.Refused) && troubles.TryRemove(server, out _);
    }

    private bool Fail(OutgoingServer server, string error)
    {
        if (troubles.TryGetValue(server, out var known))
        {
            troubles[server] = known with { Error = error };
            return false;
        }

        if (troubles.Count >= Most)
        {
            troubles.Clear();
        }

        return troubles.TryAdd(server, new SendingTrouble(clock.GetUtcNow(), error));
    }
}
