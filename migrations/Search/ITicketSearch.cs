namespace HelpDesk.Migrations.Search;

/// <summary>
/// Full text over subject, customer and messages, in the words of one database. Written in the transaction that changes
/// the text, so that a message is found as soon as it is there. One entry per message, with the subject and the customer
/// in each, so that words of all three can be combined.
/// </summary>
public interface ITicketSearch
{
    /// <summary>
    /// The tickets that hold all words, the one with the latest match first. By recency and not by rank, because agents
    /// look for what happened lately, and because a common word then costs next to nothing.
    /// </summary>
    /// <param name="db">Where to look.</param>
    /// <param name="query">What was typed, parsed.</param>
    /// <param name="limit">How many tickets at most.</param>
    /// <param name="ct">Ends the search.</param>
    /// <returns>Row ids of tickets.</returns>
    Task<IReadOnlyList<long>> FindAsync(HelpDeskDb db, SearchQuery query, int limit, CancellationToken ct);

    /// <summary>Writes or replaces the entries of messages, inside the caller's transaction.</summary>
    Task WriteAsync(HelpDeskDb db, IReadOnlyCollection<SearchEntry> entries, CancellationToken ct);
}

/// <summary>The words of one message, its subject and its customer.</summary>
/// <param name="MessageId">The message.</param>
/// <param name="TicketId">Its ticket.</param>
/// <param name="Words">Different words, as <see cref="SearchWords"/> makes them.</param>
public sealed record SearchEntry(long MessageId, long TicketId, IReadOnlyCollection<string> Words)
{
    /// <summary>The entry of a message, from all texts it can be found by.</summary>
    public static SearchEntry Of(long messageId, long ticketId, IEnumerable<string> texts) => new(messageId, ticketId, SearchWords.Of(string.Join('\n', texts)));
}
