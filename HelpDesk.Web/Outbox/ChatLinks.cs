using System.Security.Cryptography;
using System.Text;
using HelpDesk.Domain.Chat;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using HelpDesk.Web.Settings;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Outbox;

/// <summary>What a personal link opens, found valid just now.</summary>
internal sealed record OpenLink(long Id, long TicketId, long InboxId, string Inbox);

/// <summary>The addresses of a link that was just made: nobody will know its token again.</summary>
/// <param name="Chat">Goes on with the chat.</param>
/// <param name="Rating">Asks how it was.</param>
internal sealed record FreshLink(string Chat, string Rating);

/// <summary>
/// Personal links that resume one ticket on any device. The token is 128 random bits and known to its holder alone; we
/// keep its hash. A link lapses some days after the ticket's last message, and when it is revoked.
/// </summary>
internal sealed class ChatLinks(PublicAddress address)
{
    /// <summary>The letters of a link's token; a visitor token is longer.</summary>
    public const int TokenLength = 26;

    /// <summary>Makes a link for a mail, in the caller's transaction.</summary>
    /// <returns>The addresses to be followed.</returns>
    public FreshLink Create(HelpDeskDb db, Ticket ticket, DateTimeOffset now)
    {
        var token = PublicId.Encode(RandomNumberGenerator.GetBytes(16));
        db.ChatLinks.Add(new ChatLink(ticket, HashOf(token), now));
        return new FreshLink(address.To($"/c/r/{token}"), address.To($"/c/rate/{token}"));
    }

    /// <summary>The link of a token; null when there is none, when it lapsed or was revoked. The three look alike.</summary>
    public static async Task<OpenLink?> FindAsync(HelpDeskDb db, string token, DateTimeOffset now, CancellationToken ct)
    {
        var hash = HashOf(token);
        return await OpenAsync(db, db.ChatLinks.Where(link => link.TokenHash == hash), now, ct);
    }

    /// <summary>The link that a visitor token names, if it is still valid.</summary>
    public static Task<OpenLink?> FindAsync(HelpDeskDb db, long linkId, DateTimeOffset now, CancellationToken ct) =>
        OpenAsync(db, db.ChatLinks.Where(link => link.Id == linkId), now, ct);

    private static async Task<OpenLink?> OpenAsync(HelpDeskDb db, IQueryable<ChatLink> links, DateTimeOffset now, CancellationToken ct)
    {
        var found = await links.AsNoTracking()
            .Where(link => link.RevokedAt == null)
            .Join(db.Inboxes, link => link.Ticket.InboxId, inbox => inbox.Id, (link, inbox) => new
            {
                Link = new OpenLink(link.Id, link.TicketId, inbox.Id, inbox.Key),
                link.Ticket.CreatedAt,
                link.Ticket.LastAgentMessageAt,
                link.Ticket.LastCustomerMessageAt,
            })
            .SingleOrDefaultAsync(ct);
        return found is not null && now - Latest(found.CreatedAt, found.LastAgentMessageAt, found.LastCustomerMessageAt) < ChatLink.Lifetime
            ? found.Link
            : null;
    }

    private static DateTimeOffset Latest(DateTimeOffset created, params DateTimeOffset?[] spoken) =>
        spoken.Append(created).Max() ?? created;

    private static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
