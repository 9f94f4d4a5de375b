using HelpDesk.Domain;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using HelpDesk.Web.Actions;
using HelpDesk.Web.Actions.Files;
using HelpDesk.Web.Data;
using HelpDesk.Web.Settings;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace HelpDesk.Web.Channels.Chat;

/// <summary>Files of visitors: taken as a stream, handed out to those who may read the message they hang on.</summary>
internal static class FileEndpoints
{
    private const int UploadsPerMinute = 60;

    // A name of 4,000 letters is no reason to refuse the file; it is cut.
    private const int HeaderBytes = 64 << 10;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/files", UploadAsync);
        routes.MapGet("/files/{id}", DownloadAsync);
    }

    private static async Task<IResult> UploadAsync(
        Caller caller, HttpContext context, UploadFile action, Throttle throttle, IOptionsMonitor<LimitsOptions> limits, CancellationToken ct)
    {
        var address = Throttle.AddressKey(context.Connection.RemoteIpAddress);
        throttle.Check($"files:{address}", UploadsPerMinute);
        if (!caller.Inbox.Widget.Files || limits.CurrentValue.FilesPerMessage == 0)
        {
            throw new RuleException("media_type", "This chat takes no files.");
        }

        var (name, content) = await PartAsync(context.Request, ct);
        return TypedResults.Json(await action.RunAsync(caller.Visitor, name, content, ct), statusCode: StatusCodes.Status201Created);
    }

    // The first part that is a file; nothing is held in memory.
    private static async Task<(string? Name, Stream Content)> PartAsync(HttpRequest request, CancellationToken ct)
    {
        var boundary = MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            ? HeaderUtilities.RemoveQuotes(type.Boundary).Value
            : null;
        if (boundary is not { Length: > 0 and <= 200 })
        {
            throw new BadHttpRequestException("Send the file as multipart/form-data.", StatusCodes.Status415UnsupportedMediaType);
        }

        var reader = new MultipartReader(boundary, request.Body) { HeadersLengthLimit = HeaderBytes };
        try
        {
            while (await reader.ReadNextSectionAsync(ct) is { } section)
            {
                if (ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var part) && part.IsFileDisposition())
                {
                    return (HeaderUtilities.RemoveQuotes(part.FileNameStar.HasValue ? part.FileNameStar : part.FileName).Value, section.Body);
                }
            }
        }
        catch (Exception broken) when (broken is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            throw new BadHttpRequestException("The form cannot be read.", StatusCodes.Status400BadRequest, broken);
        }

        throw new RuleException("empty", "There is no file in this request.");
    }

    private static async Task<IResult> DownloadAsync(
        string id, Caller caller, HttpResponse response, Files files, IDbContextFactory<HelpDeskDb> factory, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var mine = $"visitor:{caller.Visitor.Key}";
        var tickets = caller.TicketsIn(db).Select(ticket => ticket.Id);
        var file = await db.Attachments.AsNoTracking().SingleOrDefaultAsync(
            row => row.PublicId == id
                && ((row.MessageId == null && row.UploadedBy == mine)
                    || db.Messages.Any(message => message.Id == row.MessageId && message.Kind == MessageKind.Public && tickets.Contains(message.TicketId))),
            ct);
        return file is null ? throw new NotFoundException("file") : FileAnswer.Of(file, files, response);
    }
}
