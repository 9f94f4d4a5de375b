using HelpDesk.Domain.Chat;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions;

/// <summary>The object somebody asked for is not there, or is not theirs to know of: 404.</summary>
internal sealed class NotFoundException(string what) : Exception($"There is no such {what}.");

/// <summary>The caller knew another version of what it wants to change: 412.</summary>
internal sealed class ChangedMeanwhileException() : Exception("This was changed meanwhile. Load it again.");

/// <summary>How actions load the one aggregate they change.</summary>
internal static class Loading
{
    /// <summary>The ticket with this number, to be changed.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    public static async Task<Ticket> TicketAsync(this HelpDeskDb db, long number, CancellationToken ct) =>
        await db.Tickets.Include(ticket => ticket.Customer.Identities).AsSplitQuery().SingleOrDefaultAsync(ticket => ticket.Number == number, ct)
        ?? throw new NotFoundException("ticket");

    /// <summary>The latest chat session of a ticket; null when it never had one.</summary>
    public static async Task<ChatSession?> LatestSessionAsync(this HelpDeskDb db, Ticket ticket, CancellationToken ct) =>
        await db.ChatSessions.Where(session => session.TicketId == ticket.Id).OrderByDescending(session => session.Id).FirstOrDefaultAsync(ct);

    /// <summary>The message that this author sent under this key before; null when there is none.</summary>
    public static async Task<Message?> SentBeforeAsync(this HelpDeskDb db, AuthorKind kind, long authorId, string? clientKey, CancellationToken ct) =>
        clientKey is null
            ? null
            : await db.Messages.Include(message => message.Ticket)
                .FirstOrDefaultAsync(message => message.AuthorKind == kind && message.AuthorId == authorId && message.ClientKey == clientKey, ct);

    /// <summary>The uploaded files that this author may send, in the order asked for.</summary>
    /// <exception cref="NotFoundException">One of them is not there, was sent already or is somebody else's.</exception>
    public static async Task<List<Attachment>> UploadsAsync(this HelpDeskDb db, IReadOnlyList<string> ids, string uploadedBy, CancellationToken ct)
    {
        if (ids.Count == 0)
        {
            return [];
        }

        var found = await db.Attachments.Where(file => ids.Contains(file.PublicId) && file.MessageId == null && file.UploadedBy == uploadedBy).ToListAsync(ct);
        return ids.Distinct(StringComparer.Ordinal).Count() == found.Count
            ? [.. found.OrderBy(file => ids.ToList().IndexOf(file.PublicId))]
            : throw new NotFoundException("file");
    }
}
