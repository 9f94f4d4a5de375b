using HelpDesk.Domain.Email;

namespace HelpDesk.Web.Channels.Email.Imap;

/// <summary>What is to be read: one folder of one mailbox. Equal plans need no restart.</summary>
/// <param name="AccountId">The mailbox.</param>
/// <param name="InboxId">The inbox that its mail goes to.</param>
/// <param name="Folder">The folder's name.</param>
/// <param name="Server">Where; the secret is still protected.</param>
/// <param name="PollEvery">How often it is looked at, whatever the server tells.</param>
/// <param name="TakesOld">Also what lay there before the mailbox was connected.</param>
internal sealed record MailboxPlan(long AccountId, long InboxId, string Folder, MailServer Server, TimeSpan PollEvery, bool TakesOld)
{
    public static IEnumerable<MailboxPlan> Of(MailAccount account) => account.IsPaused || !account.Incoming.Exists
        ? []
        : account.Folders.Distinct().Select(folder => new MailboxPlan(account.Id, account.InboxId, folder, account.Incoming, account.PollEvery, account.TakesOld));
}
