using HelpDesk.Domain.Agents;
using HelpDesk.Web.Actions.Identity;
using HelpDesk.Web.Ui;
using Microsoft.AspNetCore.Components;

namespace HelpDesk.Web.Features.Identity;

/// <summary>Makes and revokes the keys of one chat's site. A secret is on screen once, where it was made.</summary>
public sealed partial class IdentitySection
{
    private NewIdentityKey? made;
    private IdentityKeyRow? asking;
    private IdentityKeyRow? asked;
    private ElementReference revoke;
    private ElementReference title;

    [Parameter, EditorRequired]
    public required IdentityInbox Inbox { get; set; }

    [Parameter, EditorRequired]
    public required Actor Me { get; set; }

    /// <summary>Something is different now: read again.</summary>
    [Parameter, EditorRequired]
    public EventCallback Changed { get; set; }

    [Inject]
    internal CreateIdentityKey CreateIdentityKey { get; set; } = null!;

    [Inject]
    internal RevokeIdentityKey RevokeIdentityKey { get; set; } = null!;

    [Inject]
    internal AdmitSignedOnly AdmitSignedOnly { get; set; } = null!;

    [Inject]
    internal Notices Notices { get; set; } = null!;

    private bool IsLast => Inbox.Valid.Count() == 1;

    private IEnumerable<(string Name, string Code)> Samples =>
    [
        (L["In your page"], IdentitySamples.Page()),
        .. IdentitySamples.Of(Inbox.Key, made?.KeyId ?? Inbox.Valid.FirstOrDefault()?.KeyId ?? "k-…"),
    ];

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (asking is not null && asking != asked)
        {
            await revoke.FocusAsync();
        }
        else if (asking is null && asked is not null)
        {
            // What was asked is gone, and with it what had the focus.
            await title.FocusAsync();
        }

        asked = asking;
    }

    private string Named(string part) => $"{part}-{Inbox.Key}";

    private Task CreateAsync() => RunAsync(
        async () =>
        {
            made = await CreateIdentityKey.RunAsync(Me, Inbox.Id, CancellationToken.None);
            return true;
        },
        L["The key is made"]);

    private Task RevokeAsync()
    {
        var key = asking!;
        asking = null;
        made = made?.KeyId == key.KeyId ? null : made;
        return RunAsync(() => RevokeIdentityKey.RunAsync(Me, key.Id, CancellationToken.None), L["{0} is revoked", key.KeyId]);
    }

    private Task AdmitAsync(bool only) => RunAsync(
        () => AdmitSignedOnly.RunAsync(Me, Inbox.Id, only, CancellationToken.None),
        only ? L["Only signed visitors may chat"] : L["Everybody may chat"],
        () => AdmitSignedOnly.RunAsync(Me, Inbox.Id, !only, CancellationToken.None));

    // What is refused leaves the box as it was, which only a fresh look at the inbox does.
    private async Task RunAsync(Func<Task<bool>> action, string done, Func<Task<bool>>? undo = null)
    {
        await Notices.RunAsync(action, done, undo is null ? null : UndoAsync);
        await Changed.InvokeAsync();

        async Task<bool> UndoAsync()
        {
            var undone = await undo();
            await InvokeAsync(Changed.InvokeAsync);
            return undone;
        }
    }
}
