namespace HelpDesk.Web.Channels.Email.Imap;

/// <summary>Fetches mail by our own client.</summary>
internal sealed class ImapFetcher : IMailFetcher
{
    public async Task<IMailbox> OpenAsync(ImapServer server, Action<DialogueLine>? overheard, CancellationToken ct)
    {
        var connection = await ImapDoor.OpenAsync(server, overheard, ct);
        try
        {
            if (connection.Can("ID"))
            {
                // Some providers turn away who does not say its name.
                await connection.AskAsync(new ImapCommand("ID (\"name\" \"HelpDesk\")"), ct);
            }

            return new ImapMailbox(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
