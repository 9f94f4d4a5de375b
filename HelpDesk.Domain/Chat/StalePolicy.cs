namespace HelpDesk.Domain.Chat;

/// <summary>When an answer in the chat goes out by e-mail as well.</summary>
public static class StalePolicy
{
    /// <summary>
    /// In a chat that is still open the customer gets time to read first. Where no chat is open and the customer is not
    /// on the page, or has chosen to go on by mail, the mail leaves at once. Two mails of one chat always keep their distance; a conversation by mail has
    /// none to keep.
    /// </summary>
    /// <param name="session">The ticket's latest session; null when it never had one.</param>
    /// <param name="lastMailAt">When the last mail about this ticket went to this customer; null for none.</param>
    /// <param name="policy">The durations in force.</param>
    /// <param name="now">The instant of the message.</param>
    public static DateTimeOffset MailAt(ChatSession? session, DateTimeOffset? lastMailAt, ChatPolicy policy, DateTimeOffset now)
    {
        if (session is null)
        {
            return now;
        }

        var mayRead = session.IsLive || (session.AwaySince is null && !session.IsByMail);
        var due = mayRead ? now + policy.StaleToEmailAfter : now;
        return lastMailAt is { } last && last + policy.EmailInterval > due ? last + policy.EmailInterval : due;
    }
}
