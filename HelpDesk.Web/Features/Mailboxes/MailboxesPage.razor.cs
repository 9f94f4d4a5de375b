using System.Globalization;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Email;
using HelpDesk.Domain.Events;
using HelpDesk.Web.Actions.Mail;
using HelpDesk.Web.Channels.Email.Imap;
using HelpDesk.Web.Live;
using HelpDesk.Web.Ui;
using HelpDesk.Web.Ui.Texts;
using Microsoft.AspNetCore.Components;

namespace HelpDesk.Web.Features.Mailboxes;

/// <summary>Where mail comes from, how that is doing, and what could not be read.</summary>
public sealed partial class MailboxesPage : IDisposable
{
    // A mailbox that falls silent says nothing.
    private const int LooksBetween = 60;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource gone = new();
    private IReadOnlyList<MailboxRow>? rows;
    private IReadOnlyList<QuarantineRow> quarantine = [];
    private int quarantined;
    private long? trying;
    private string tried = "";
    private Trial? trial;
    private IDisposable? listening;
    private volatile bool hasNews;

    [CascadingParameter]
    public required Actor Me { get; set; }

    [Inject]
    internal MailboxesQuery Query { get; set; } = null!;

    [Inject]
    internal MailboxTrial Trials { get; set; } = null!;

    [Inject]
    internal PauseMailbox PauseMailbox { get; set; } = null!;

    [Inject]
    internal ReplayMail ReplayMail { get; set; } = null!;

    [Inject]
    internal Notices Notices { get; set; } = null!;

    [Inject]
    internal Feed Feed { get; set; } = null!;

    [Inject]
    internal TimeProvider Clock { get; set; } = null!;

    public void Dispose()
    {
        listening?.Dispose();
        gone.Cancel();
        gone.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        Me.Require(Permission.Administer);
        if (RendererInfo.IsInteractive)
        {
            listening = Feed.Listen(happened => hasNews |= happened.Type is EventType.MailboxChanged or EventType.MessageAdded);
            _ = FollowAsync(gone.Token);
        }

        await ReloadAsync();
    }

    private async Task FollowAsync(CancellationToken ct)
    {
        using var ticks = new PeriodicTimer(Look, Clock);
        try
        {
            for (var quiet = 1; await ticks.WaitForNextTickAsync(ct); quiet++)
            {
                if (hasNews || quiet == LooksBetween)
                {
                    (hasNews, quiet) = (false, 0);
                    await InvokeAsync(ReloadAsync);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    private async Task ReloadAsync()
    {
        rows = await Query.FindAsync(CancellationToken.None);
        (quarantine, quarantined) = await Query.QuarantineAsync(CancellationToken.None);
        StateHasChanged();
    }

    private async Task TryAsync(MailboxRow row)
    {
        (trying, trial, tried) = (row.Account.Id, null, row.Account.Address);
        try
        {
            trial = await Trials.RunAsync(Me, row.Account.Id, Texts.In(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName), gone.Token);
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
        finally
        {
            trying = null;
        }
    }

    private async Task PauseAsync(MailboxRow row)
    {
        var pause = !row.Account.IsPaused;
        await Notices.RunAsync(
            () => PauseMailbox.RunAsync(Me, row.Account.Id, pause, CancellationToken.None),
            pause ? L["{0} is not read for now", row.Account.Address] : L["{0} is read again", row.Account.Address],
            () => PauseMailbox.RunAsync(Me, row.Account.Id, !pause, CancellationToken.None));
        await ReloadAsync();
    }

    private async Task ReplayAsync(QuarantineRow mail)
    {
        await Notices.RunAsync(() => ReplayMail.RunAsync(Me, mail.Id, CancellationToken.None), L["It is read again"]);
        await ReloadAsync();
    }

    private async Task ReplayAllAsync()
    {
        await Notices.RunAsync(
            async () =>
            {
                var any = false;
                foreach (var mail in quarantine)
                {
                    any |= await ReplayMail.RunAsync(Me, mail.Id, CancellationToken.None);
                }

                return any;
            },
            L["They are read again"]);
        await ReloadAsync();
    }

    private static string Said(string? error) => ImapHints.Translate(error ?? "", Texts.In(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName));

    private string StateOf(MailAccount account) => MailboxAlarm.StateOf(account, Clock.GetUtcNow()) switch
    {
        MailboxState.NotFetched => L["Mail is handed in"],
        MailboxState.Paused => L["Paused"],
        MailboxState.Waiting => L["Not read yet"],
        MailboxState.Works => L["Works"],
        MailboxState.Failing => L["Does not answer; tried again by itself"],
        MailboxState.Alarm => L["Has not worked for a while: please look"],
    };

    private string? Tone(MailAccount account) => MailboxAlarm.StateOf(account, Clock.GetUtcNow()) switch
    {
        MailboxState.Alarm => "late",
        MailboxState.Failing => "soon",
        _ => null,
    };
}
