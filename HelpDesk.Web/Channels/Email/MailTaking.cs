using HelpDesk.Domain.Email;
using HelpDesk.Web.Data;
using HelpDesk.Web.Intake;

namespace HelpDesk.Web.Channels.Email;

/// <summary>
/// Turns stored mails into messages: read beside the lane, several at once, and taken in in the order in which they came.
/// The row leaves the queue in the transaction that makes the message, so that each becomes one message, also when the
/// program dies in between.
/// </summary>
internal sealed partial class MailTaking(MailQueue queue, MailInboxes inboxes, MailParser parser, MailIntake intake, Writer writer, ILogger<MailTaking> log)
{
    private const int AtOnce = 64;

    /// <summary>Reads what is due and returns when it is through. False when there was nothing.</summary>
    public async Task<bool> RunOnceAsync(CancellationToken ct)
    {
        if (!await queue.HasDueAsync(ct))
        {
            return false;
        }

        var held = await queue.TakeAsync(AtOnce, ct);
        await ReadAsync(held);
        return held.Count > 0;
    }

    /// <summary>Reads this one, if it waits and nobody else reads it.</summary>
    public async Task<bool> RunOnceAsync(long rawMailId, CancellationToken ct)
    {
        var held = await queue.TakeAsync(rawMailId, ct);
        await ReadAsync(held);
        return held.Count > 0;
    }

    // What was taken is finished, also while the program stops.
    private async Task ReadAsync(List<HeldMail> held)
    {
        if (held.Count == 0)
        {
            return;
        }

        using var places = new SemaphoreSlim(Math.Max(2, Environment.ProcessorCount));
        var book = await inboxes.OpenAsync(CancellationToken.None);
        var parsed = held.Select(mail => ParseAsync(mail, book, places)).ToList();
        var taken = new List<Task>();
        for (var i = 0; i < held.Count; i++)
        {
            await ((Task)parsed[i]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            taken.Add(SettleAsync(held[i], parsed[i]));
        }

        await Task.WhenAll(taken);
    }

    private async Task<InboundMail?> ParseAsync(HeldMail mail, MailboxBook book, SemaphoreSlim places)
    {
        await places.WaitAsync();
        try
        {
            return await parser.ParseAsync(mail, book, CancellationToken.None);
        }
        finally
        {
            places.Release();
        }
    }

    // Reaches the lane before its first wait, so that the order of calls is the order of messages.
    private async Task SettleAsync(HeldMail held, Task<InboundMail?> parsed)
    {
        try
        {
            var mail = await parsed;
            await writer.RunAsync(
                async (db, token) =>
                {
                    if (await MailQueue.FindAsync(db, held, token) is not { } row)
                    {
                        return;
                    }

                    row.Settle(mail is null ? RawMailState.Loop : RawMailState.Taken);
                    if (mail is not null)
                    {
                        await intake.TakeAsync(db, mail, token);
                    }
                },
                CancellationToken.None);
        }
        catch (Exception failure)
        {
            LogFailed(log, held.Id, held.Attempts, failure);
            await queue.FailAsync(held, failure, CancellationToken.None);
        }
    }

    [LoggerMessage(4202, LogLevel.Warning, "Mail {RawMailId} could not be read at attempt {Attempt}; after the third it is quarantined")]
    private static partial void LogFailed(ILogger log, long rawMailId, int attempt, Exception failure);
}
