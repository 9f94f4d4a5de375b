using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Chat;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Chats;

/// <summary>What a customer thinks of a chat.</summary>
/// <param name="Rating">1 (not at all content) to 5 (very).</param>
/// <param name="Comment">In their words; null for none.</param>
/// <param name="Channel">By which way it was given.</param>
internal sealed record Vote(int Rating, string? Comment, Channel Channel);

/// <summary>
/// A customer rates their own chat after its end, and may think again for some days. The same rating twice is one. A closed
/// ticket keeps the rating, but not the line in its timeline.
/// </summary>
internal sealed class RateChat(Writer writer, TimeProvider clock)
{
    /// <exception cref="NotFoundException">The ticket is not this visitor's, or had no chat.</exception>
    /// <exception cref="RuleException">The chat goes on, or ended too long ago (<c>not_ratable</c>); no such rating (<c>rating</c>).</exception>
    public Task RunAsync(Visitor visitor, long number, Vote vote, CancellationToken ct)
    {
        if (vote.Rating is < 1 or > 5)
        {
            throw new RuleException("rating", "A rating is a whole number from 1 to 5.");
        }

        var comment = TextRules.Checked(vote.Comment, CsatResponse.MaxComment, mayBeEmpty: true);
        return writer.RunAsync(
            async (db, token) =>
            {
                var now = clock.GetUtcNow();
                var ticket = await db.TicketOfAsync(visitor, number, token);
                var session = await db.LatestSessionAsync(ticket, token) ?? throw new NotFoundException("chat");
                if (!CsatResponse.IsOpenFor(session, now))
                {
                    throw new RuleException("not_ratable", $"A chat can be rated from its end on, for {CsatResponse.OpenFor.Days} days.");
                }

                var response = await db.CsatResponses.SingleOrDefaultAsync(row => row.TicketId == ticket.Id && row.SessionId == session.Id, token);
                if (response is null)
                {
                    response = new CsatResponse(ticket, session.Id, ticket.CustomerId, ticket.AssigneeId);
                    db.CsatResponses.Add(response);
                }

                if (response.Rate(vote.Rating, comment, vote.Channel, now) && ticket.Category != StatusCategory.Closed)
                {
                    var activity = new Activity(ActivityType.ChatRated, response.Comment, $"{response.Rating}");
                    ticket.Log(activity, Actor.Customer(ticket.CustomerId, ticket.Customer.DisplayName), now);
                }
            },
            ct);
    }
}
