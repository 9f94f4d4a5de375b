using System.Collections.Concurrent;

namespace HelpDesk.Web.Channels.Email.Imap;

/// <summary>What came of trying a mailbox's settings.</summary>
/// <param name="Trouble">Null when everything works.</param>
/// <param name="Dialogue">What was said, with secrets masked.</param>
/// <param name="Folders">The mailbox's folders; empty when it did not come that far.</param>
internal sealed record ConnectionReport(ImapException? Trouble, IReadOnlyList<DialogueLine> Dialogue, IReadOnlyList<string> Folders);

/// <summary>Tries settings before they are kept: connects, signs in and looks at each folder.</summary>
internal sealed class ConnectionTest(IMailFetcher fetcher)
{
    /// <summary>Somebody sits in front of the screen and waits.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public async Task<ConnectionReport> RunAsync(ImapServer server, IReadOnlyList<string> folders, CancellationToken ct)
    {
        var dialogue = new ConcurrentQueue<DialogueLine>();
        IReadOnlyList<string> found = [];
        try
        {
            await using var mailbox = await fetcher.OpenAsync(server with { Patience = Patience }, dialogue.Enqueue, ct);
            found = await mailbox.FoldersAsync(ct);
            foreach (var folder in folders)
            {
                await mailbox.ExamineAsync(folder, ct);
            }
        }
        catch (ImapException failure)
        {
            return new ConnectionReport(failure, [.. dialogue], found);
        }

        return new ConnectionReport(null, [.. dialogue], found);
    }
}
