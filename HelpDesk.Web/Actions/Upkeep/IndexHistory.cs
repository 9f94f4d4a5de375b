using HelpDesk.Migrations;

namespace HelpDesk.Web.Actions.Upkeep;

/// <summary>Goes on where the change of a customer's name or address left the search index of what they wrote before.</summary>
internal sealed class IndexHistory
{
    public Task ApplyAsync(HelpDeskDb db, long messageId, CancellationToken ct) => db.IndexHistoryAsync(messageId, ct);
}
