using System.Collections.Concurrent;

namespace HelpDesk.Web.Channels.Email.Imap;

/// <summary>What came of trying a mailbox's settings.</summary>
/// <param name="Trouble">Null when everything works.</param>
/// <param name="Dialogue">What was said, with secrets masked.</param>
/// <param name="Folders">The mailbox's folders; empty when it did not come that far.</param>
internal sealed record ConnectionReport(ImapException? Trouble, IReadOnlyList<DialogueLine> Dialogue, IReadOnlyList<string> Folders);

/// <summary>Tries settings before they are kept: connects, signs in and looks at each folder.</summary>
internal sealed class ConnectionTest(IMailFetcher fetcher, TimeProvider clock)
{
    /// <summary>Somebody sits in front of the screen and waits.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>For all of it, however busily the server talks.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(45);

    public async Task<ConnectionReport> RunAsync(ImapServer server, IReadOnlyList<string> folders, CancellationToken ct)
    {
        var dialogue = new ConcurrentQueue<DialogueLine>();
        IReadOnlyList<string> found = [];
        using var timer = new CancellationTokenSource(Limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, ct);
        try
        {
            await using var mailbox = await fetcher.OpenAsync(server with { Patience = Patience, CommandLimit = Limit }, dialogue.Enqueue, either.Token);
            found = await mailbox.FoldersAsync(either.Token);
            foreach (var folder in folders)
            {
                await mailbox.ExamineAsync(folder, either.Token);
            }
        }
        catch (OperationCanceledException late) when (!ct.IsCancellationRequested)
        {
            return new ConnectionReport(new ImapException(ImapTrouble.Silent, "", late), [.. dialogue], found);
        }
        catch (ImapException failure)
        {
            return new ConnectionReport(failure, [.. dialogue], found);
        }

        return new ConnectionReport(null, [.. dialogue], found);
    }
}
