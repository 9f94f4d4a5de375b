using System.Globalization;
using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Inboxes;

/// <summary>What a web inbox keeps of its customers, as an administrator types it.</summary>
/// <param name="PageTrail">All pages they wrote from.</param>
/// <param name="KeepDays">Days after which closed tickets are emptied; blank keeps them.</param>
internal sealed record PrivacyFields(bool PageTrail, string KeepDays);

/// <summary>An administrator decides what a web inbox keeps of those who write to it, and for how long.</summary>
internal sealed class KeepPrivacy(Writer writer)
{
    /// <exception cref="RuleException">The days cannot be so (<c>days</c>).</exception>
    /// <exception cref="NotFoundException">There is no such web inbox.</exception>
    public Task RunAsync(Actor actor, string key, PrivacyFields fields, CancellationToken ct)
    {
        actor.Require(Permission.Administer);
        var days = DaysOf(fields.KeepDays.Trim());
        return writer.RunAsync(
            async (db, token) =>
            {
                var inbox = await db.Inboxes.SingleOrDefaultAsync(row => row.Key == key && row.Channel == Channel.Chat, token) ?? throw new NotFoundException("inbox");
                inbox.Dress(inbox.Widget with { Privacy = new InboxPrivacy { PageTrail = fields.PageTrail, KeepDays = days } });
            },
            ct);
    }

    private static int? DaysOf(string typed) => typed.Length == 0
        ? null
        : int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= InboxPrivacy.LeastDays and <= InboxPrivacy.MostDays
            ? days
            : throw new RuleException("days", "A number of days from {0} to {1}, or nothing.", InboxPrivacy.LeastDays, InboxPrivacy.MostDays);
}
