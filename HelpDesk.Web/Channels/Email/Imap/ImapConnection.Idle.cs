namespace HelpDesk.Web.Channels.Email.Imap;

/// <summary>Waiting for news (RFC 2177).</summary>
internal sealed partial class ImapConnection
{
    /// <summary>
    /// Waits until the server tells of new mail, at most so long. False when it does not want to.
    /// </summary>
    public async Task<bool> IdleAsync(TimeSpan atMost, CancellationToken ct)
    {
        isUsable = false;
        var tag = await SendAsync(new ImapCommand("IDLE"), ct);
        var began = TimeProvider.System.GetTimestamp();
        for (var isOver = false; !isOver;)
        {
            var left = atMost - TimeProvider.System.GetElapsedTime(began);
            isOver = left <= TimeSpan.Zero || !await wire.HearsAsync(left, ct);
            if (!isOver)
            {
                var response = await HearAsync(null, ct);
                if (response.Tag == tag)
                {
                    isUsable = true;
                    return false;
                }

                isOver = response.Kind is "EXISTS" or "RECENT";
            }
        }

        return await BoundAsync(token => EndIdleAsync(tag, token), ct);
    }

    private async Task<bool> EndIdleAsync(string tag, CancellationToken ct)
    {
        overheard(new DialogueLine(false, "DONE"));
        await wire.SendAsync("DONE\r\n"u8.ToArray(), ct);
        while ((await HearAsync(null, ct)).Tag != tag)
        {
            // What else it says is found at the next look.
        }

        isUsable = true;
        return true;
    }
}
