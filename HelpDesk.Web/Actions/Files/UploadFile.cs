using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using HelpDesk.Web.Actions.Chats;
using HelpDesk.Web.Data;
using HelpDesk.Web.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace HelpDesk.Web.Actions.Files;

/// <summary>A file that was taken, to be named in the message that sends it.</summary>
internal sealed record Uploaded(string Id, string Name, string MediaType, long Size);

/// <summary>
/// Takes a file of an agent or a visitor: bounded, recognised by its content, stored under its hash. It belongs to whoever
/// uploaded it until a message of theirs names it.
/// </summary>
internal sealed class UploadFile(
    Writer writer, Data.Files files, IDbContextFactory<HelpDeskDb> factory, IOptionsMonitor<LimitsOptions> limits, TimeProvider clock)
{
    /// <summary>An agent uploads a file for a reply or a note.</summary>
    /// <inheritdoc cref="RunAsync(Visitor, string?, Stream, CancellationToken)"/>
    public Task<Uploaded> RunAsync(Actor actor, string? name, Stream content, CancellationToken ct)
    {
        actor.Require(Permission.WriteTickets);
        return TakeAsync($"agent:{actor.Id}", name, content, ct);
    }

    /// <summary>A visitor uploads a file for the next message.</summary>
    /// <exception cref="RuleException">Too large (<c>too_large</c>), not accepted (<c>media_type</c>), empty (<c>empty</c>), too many unsent (<c>too_many</c>) or no room (<c>storage</c>).</exception>
    public Task<Uploaded> RunAsync(Visitor visitor, string? name, Stream content, CancellationToken ct) =>
        TakeAsync($"visitor:{visitor.Key}", name, content, ct);

    private async Task<Uploaded> TakeAsync(string uploader, string? name, Stream content, CancellationToken ct)
    {
        if (!files.HasRoom)
        {
            throw new RuleException("storage", "There is no room for files at the moment.");
        }

        var limit = limits.CurrentValue;
        await using (var db = await factory.CreateDbContextAsync(ct))
        {
            // Before a byte is stored; once more in the lane, for those who send many at once.
            await RefuseTooManyAsync(db, uploader, limit, ct);
        }

        var (stored, type) = await SaveAsync(content, name ?? "", limit, ct);
        var cleaned = FileNames.Clean(name, type);
        return await writer.RunAsync(
            async (db, token) =>
            {
                await RefuseTooManyAsync(db, uploader, limit, token);
                var file = new Attachment(cleaned, type, stored.Size, stored.Hash, uploader, clock.GetUtcNow());
                db.Attachments.Add(file);
                await db.SaveChangesAsync(token);
                return new Uploaded(file.PublicId, file.Name, file.MediaType, file.Size);
            },
            ct);
    }

    private static async Task RefuseTooManyAsync(HelpDeskDb db, string uploader, LimitsOptions limit, CancellationToken ct)
    {
        if (await db.Attachments.CountAsync(row => row.UploadedBy == uploader && row.MessageId == null, ct) >= 3 * limit.FilesPerMessage)
        {
            throw new RuleException("too_many", "Send the files that are ready before adding more.");
        }
    }

    private async Task<(StoredFile Stored, string Type)> SaveAsync(Stream content, string name, LimitsOptions limit, CancellationToken ct)
    {
        try
        {
            bool IsWanted(StoredFile file) => file is { Size: > 0, MediaType: { } type } && limit.FileTypes.Contains(type);
            var stored = await files.SaveAsync(content, name, limit.FileBytes, IsWanted, ct);
            return stored switch
            {
                { Size: 0 } => throw new RuleException("empty", "This file is empty."),
                { MediaType: { } type } when IsWanted(stored) => (stored, type),
                _ => throw new RuleException("media_type", "Files of this type are not accepted here."),
            };
        }
        catch (FileTooLargeException tooLarge)
        {
            throw new RuleException("too_large", tooLarge.Message);
        }
    }
}
