using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using HelpDesk.Web.Outbox;
using HelpDesk.Web.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace HelpDesk.Web.Features.Outgoing;

/// <summary>Which mails are looked at.</summary>
internal enum OutgoingView
{
    Due,
    Sent,
    Refused,
}

/// <summary>One mail to one recipient. <c>Said</c>: the server's words, or ours where it said nothing.</summary>
internal sealed record OutgoingRow(
    long Id, long Ticket, string Recipient, RecipientRole Role, DeliveryState State, DateTimeOffset At, DateTimeOffset? FirstTriedAt, int Attempts, string? Said, string? MessageId)
{
    /// <summary>True when a person may have it tried now.</summary>
    public bool CanRetry => Role != RecipientRole.Former && State is DeliveryState.Failed or DeliveryState.Bounced or DeliveryState.Deferred;

    /// <summary>True when it was written to the folder, where it still lies.</summary>
    public bool HasFile { get; init; }
}

/// <summary>What mail has left, is due, or was refused. The next first, then what happened last.</summary>
internal sealed class OutgoingQuery(IDbContextFactory<HelpDeskDb> factory, IOptionsMonitor<OutgoingMailOptions> options, OutgoingFolder folder, SendingHealth sending)
{
    public const int Page = 50;

    private const string Escape = "\\";

    public async Task<IReadOnlyList<OutgoingRow>> FindAsync(OutgoingView view, string? recipient, OutgoingRow? after, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var mails = Matching(In(db, view), recipient);
        var found = await (view == OutgoingView.Due ? NextFirst(mails, after) : LastFirst(mails, after)).Take(Page)
            .Select(row => new OutgoingRow(
                row.Id, row.Ticket.Number, row.Recipient, row.Role, row.State, row.DueAt ?? row.StateAt, row.FirstTriedAt, row.Attempts, row.Error ?? row.Response, row.ProviderMessageId))
            .ToListAsync(ct);
        return found.ConvertAll(row => row with { HasFile = row.MessageId is { } id && folder.HasLeft(id) });
    }

    public async Task<IReadOnlyDictionary<OutgoingView, int>> CountsAsync(CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var counts = new Dictionary<OutgoingView, int>();
        foreach (var view in Enum.GetValues<OutgoingView>())
        {
            counts[view] = await In(db, view).CountAsync(ct);
        }

        return counts;
    }

    /// <summary>True when a server takes our mail; without one it becomes files.</summary>
    public async Task<bool> HasServerAsync(CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        return options.CurrentValue.Host.Length > 0 || await db.MailAccounts.AnyAsync(row => row.Outgoing.Host != "", ct);
    }

    /// <summary>Why the configured server takes no mail of ours; null while it does.</summary>
    public SendingTrouble? Trouble() => sending.OfConfiguration();

    private static IQueryable<Delivery> In(HelpDeskDb db, OutgoingView view)
    {
        var mails = db.Deliveries.AsNoTracking().Where(row => row.Channel == Channel.Email);
        return view switch
        {
            OutgoingView.Due => mails.Where(row => row.DueAt != null),
            OutgoingView.Sent => mails.Where(row => row.State == DeliveryState.Sent || row.State == DeliveryState.Delivered || row.State == DeliveryState.Read),
            OutgoingView.Refused => mails.Where(row => row.State == DeliveryState.Failed || row.State == DeliveryState.Bounced),
        };
    }

    private static IQueryable<Delivery> Matching(IQueryable<Delivery> mails, string? recipient)
    {
        if (string.IsNullOrWhiteSpace(recipient))
        {
            return mails;
        }

        // Recipients are stored in lower case.
        var text = recipient.Trim().ToLowerInvariant();
        var pattern = $"%{text.Replace(Escape, Escape + Escape, StringComparison.Ordinal).Replace("%", Escape + "%", StringComparison.Ordinal).Replace("_", Escape + "_", StringComparison.Ordinal)}%";
        return mails.Where(row => EF.Functions.Like(row.Recipient, pattern, Escape));
    }

    private static IQueryable<Delivery> NextFirst(IQueryable<Delivery> mails, OutgoingRow? after) =>
        (after is null ? mails : mails.Where(row => row.DueAt > after.At || (row.DueAt == after.At && row.Id > after.Id)))
            .OrderBy(row => row.DueAt).ThenBy(row => row.Id);

    private static IQueryable<Delivery> LastFirst(IQueryable<Delivery> mails, OutgoingRow? after) =>
        (after is null ? mails : mails.Where(row => row.StateAt < after.At || (row.StateAt == after.At && row.Id < after.Id)))
            .OrderByDescending(row => row.StateAt).ThenByDescending(row => row.Id);
}
