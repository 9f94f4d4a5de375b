using System.IO.Pipelines;
using HelpDesk.Domain.Email;

namespace HelpDesk.Web.Channels.Email.Imap;

/// <summary>Brings one message onto the disk, whole or not at all.</summary>
internal sealed class MessageFetch(RawMails mails, TimeProvider clock)
{
    /// <summary>The bytes, safe on the disk, and the row that is still to be written; null when the message is gone.</summary>
    /// <param name="mailbox">With the folder open.</param>
    /// <param name="plan">Where it comes from.</param>
    /// <param name="facts">What the server says of it.</param>
    /// <param name="isOld">It lay there before the mailbox was connected.</param>
    /// <param name="isTooLarge">It is known to be larger than we take, whatever the server says.</param>
    /// <param name="ct">Stops it; nothing is kept.</param>
    public async Task<RawMail?> RunAsync(IMailbox mailbox, MailboxPlan plan, MailFacts facts, bool isOld, bool isTooLarge, CancellationToken ct)
    {
        var headOnly = isTooLarge || facts.Size > RawMails.MaxSize;
        if (await SaveAsync(mailbox, facts.Uid, headOnly, ct) is not { } stored)
        {
            return null;
        }

        // The size is the server's, by which the message is found again when the server loses count.
        return new RawMail(plan.InboxId, MailSource.Imap, stored.Hash, facts.Size, clock.GetUtcNow())
        {
            InternetMessageId = facts.MessageId,
            IsOld = isOld,
            IsHeadOnly = headOnly,
        };
    }

    // The message goes through a pipe to the disk: nothing of it is held, and what breaks on one side ends the other.
    private async Task<StoredMail?> SaveAsync(IMailbox mailbox, uint uid, bool headOnly, CancellationToken ct)
    {
        var pipe = new Pipe();
        var copying = CopyAsync(mailbox, uid, headOnly, pipe.Writer, ct);
        try
        {
            var stored = await mails.SaveAsync(pipe.Reader.AsStream(leaveOpen: true), ct);
            return await copying ? stored : null;
        }
        catch (GoneException)
        {
            return null;
        }
        finally
        {
            await pipe.Reader.CompleteAsync();
            await copying.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private static async Task<bool> CopyAsync(IMailbox mailbox, uint uid, bool headOnly, PipeWriter to, CancellationToken ct)
    {
        try
        {
            var isThere = await mailbox.CopyAsync(uid, headOnly, to.AsStream(leaveOpen: true), ct);
            await to.CompleteAsync(isThere ? null : new GoneException());
            return isThere;
        }
        catch (Exception failure)
        {
            await to.CompleteAsync(failure);
            throw;
        }
    }

    /// <summary>Keeps an empty file from being taken for a message that was removed meanwhile.</summary>
    private sealed class GoneException : Exception;
}
