using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Hours;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using HelpDesk.Migrations;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Setup;

/// <summary>What every desk has from the first day; what is there already, beyond samples, is left as it is.</summary>
internal static class Foundations
{
    /// <summary>The zone of this machine, by its IANA name.</summary>
    public static string MachineZone =>
        TimeZoneInfo.TryConvertWindowsIdToIanaId(TimeZoneInfo.Local.Id, out var iana) ? iana
        : TimeZoneInfo.TryFindSystemTimeZoneById(TimeZoneInfo.Local.Id, out _) ? TimeZoneInfo.Local.Id
        : "UTC";

    public static async Task FoundAsync(this HelpDeskDb db, Workspace workspace, IReadOnlyList<DayInterval> weekly, string inboxName, Agent administrator, CancellationToken ct)
    {
        var calendar = new Calendar("Opening hours", workspace.TimeZone, weekly);
        var team = await db.Teams.Include(row => row.Members).Where(row => !row.IsSample).OrderBy(row => row.Id).FirstOrDefaultAsync(ct)
            ?? db.Teams.Add(new Team("Support")).Entity;
        var hasInbox = await db.Inboxes.AnyAsync(row => row.Channel == Channel.Chat && !row.IsSample, ct);
        var found = await db.Workspaces.SingleOrDefaultAsync(ct);
        if (found?.CalendarId is null)
        {
            db.Add(calendar);
        }

        await db.SaveChangesAsync(ct);
        team.Add(administrator.Id);
        if (found?.CalendarId is null)
        {
            (found ?? db.Workspaces.Add(workspace).Entity).UseCalendar(calendar.Id);
        }

        // The mailbox of the configuration may have been there before any team.
        foreach (var mail in await db.Inboxes.Where(row => row.Channel == Channel.Email && row.TeamId == null && !row.IsSample).ToListAsync(ct))
        {
            mail.RouteTo(team.Id);
        }

        if (!hasInbox)
        {
            var web = db.Inboxes.Add(new Inbox("web", inboxName, Channel.Chat)).Entity;
            web.RouteTo(team.Id);
        }
    }
}
