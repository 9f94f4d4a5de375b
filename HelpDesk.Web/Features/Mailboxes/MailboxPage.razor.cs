using System.Globalization;
using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Email;
using HelpDesk.Web.Actions;
using HelpDesk.Web.Actions.Mail;
using HelpDesk.Web.Ui;
using HelpDesk.Web.Ui.Texts;
using Microsoft.AspNetCore.Components;

namespace HelpDesk.Web.Features.Mailboxes;

/// <summary>One mailbox and its inbox: connected, tried, changed, removed.</summary>
public sealed partial class MailboxPage : IDisposable
{
    private readonly CancellationTokenSource gone = new();
    private IReadOnlyList<TeamOfMail> teams = [];
    private MailboxForm? form;
    private MailAccount? account;
    private RuleException? refused;
    private Trial? trial;
    private CancellationTokenSource? trying;
    private ElementReference remove;
    private bool missing;
    private bool working;
    private bool asking;
    private bool asked;

    /// <summary>The inbox's key; null for a new mailbox.</summary>
    [Parameter]
    public string? Key { get; set; }

    [CascadingParameter]
    public required Actor Me { get; set; }

    [Inject]
    internal MailboxesQuery Query { get; set; } = null!;

    [Inject]
    internal MailboxTrial Trials { get; set; } = null!;

    [Inject]
    internal AddMailbox AddMailbox { get; set; } = null!;

    [Inject]
    internal EditMailbox EditMailbox { get; set; } = null!;

    [Inject]
    internal RemoveMailbox RemoveMailbox { get; set; } = null!;

    [Inject]
    internal Notices Notices { get; set; } = null!;

    [Inject]
    internal NavigationManager Navigation { get; set; } = null!;

    private string Title => Key is null ? L["Connect a mailbox"] : account?.Address ?? L["Mailbox"];

    private bool IsConfigured => account?.IsConfigured == true;

    private IReadOnlyList<string> OtherFolders => trial is null ? [] : [.. trial.Folders.Except(form!.Folders.Split('\n').Select(line => line.Trim()))];

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        Me.Require(Permission.Administer);
        teams = await Query.TeamsAsync(gone.Token);
        (form, account, refused, trial, asking, missing) = (null, null, null, null, false, false);
        if (Key is null)
        {
            form = new MailboxForm { TeamId = teams.Select(team => (long?)team.Id).FirstOrDefault() };
        }
        else if (await Query.FindAsync(Key, gone.Token) is var (inbox, found))
        {
            (form, account) = (MailboxForm.Of(inbox, found), found);
        }
        else
        {
            missing = true;
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (asking && !asked)
        {
            await remove.FocusAsync();
        }

        asked = asking;
    }

    private string? Invalid(string field) => refused?.Code == field ? "true" : null;

    private void Name(ChangeEventArgs typed) => form!.Name(typed.Value?.ToString() ?? "");

    private void Add(string folder) => form!.Folders = $"{form.Folders.TrimEnd()}\n{folder}".Trim();

    private Task SaveAsync() => RunAsync(async () =>
    {
        var fields = form!.Fields();
        if (account is null)
        {
            await AddMailbox.RunAsync(Me, fields, CancellationToken.None);
        }
        else
        {
            await EditMailbox.RunAsync(Me, account.Id, fields, CancellationToken.None);
        }

        Notices.Show(new Notice(account is null ? L["{0} is connected", fields.Address.Trim()] : L["Saved"]));
        Navigation.NavigateTo("/settings/mailboxes");
    });

    private Task TryAsync() => RunAsync(async () =>
    {
        trial = null;
        using var stop = trying = CancellationTokenSource.CreateLinkedTokenSource(gone.Token);
        try
        {
            trial = await Trials.RunAsync(Me, account?.Id, form!.Fields(), Texts.In(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName), stop.Token);
        }
        finally
        {
            trying = null;
        }
    });

    private Task RemoveAsync() => RunAsync(async () =>
    {
        await RemoveMailbox.RunAsync(Me, account!.Id, CancellationToken.None);
        Notices.Show(new Notice(L["{0} was removed", account.Address]));
        Navigation.NavigateTo("/settings/mailboxes");
    });

    // What is refused is said at its field, and everything that was typed stays.
    private async Task RunAsync(Func<Task> work)
    {
        (working, refused) = (true, null);
        try
        {
            await work();
        }
        catch (RuleException no) when (no.Code is RemoveMailbox.Configured or RemoveMailbox.Waiting)
        {
            Notices.Show(Notice.Of(no));
        }
        catch (RuleException no)
        {
            refused = no;
        }
        catch (Exception no) when (no is NotAllowedException or NotFoundException)
        {
            Notices.Show(new Notice(no.Message));
        }
        catch (OperationCanceledException)
        {
            // It was stopped, or the page was left.
        }
        finally
        {
            working = false;
        }
    }
}
