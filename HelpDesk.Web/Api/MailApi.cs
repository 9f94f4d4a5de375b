using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Email;
using HelpDesk.Web.Channels.Email;
using HelpDesk.Web.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.OpenApi;

namespace HelpDesk.Web.Api;

/// <summary><c>/api/v1/mail</c></summary>
internal static class MailApi
{
    private const string MediaType = "message/rfc822";

    public static void MapMail(this RouteGroupBuilder api) => api.MapPost("/mail/inbound", Take)
        .Needs(Permission.WriteMail).WithTags("Mail").WithName("takeMail")
        .WithMetadata(new RequestSizeLimitAttribute(RawMails.MaxSize))
        .AddOpenApiOperationTransformer((operation, _, _) => Task.FromResult(operation.RequestBody = Body()))
        .WithSummary("Hand in a mail")
        .WithDescription(
            "The body is the mail as it was received, `message/rfc822`, of at most 50 MB. It is safe on the disk when this answers, and becomes a message within a second. "
            + "`inbox` is the key of the mail inbox; without it the address that the mail was sent to decides. The same mail twice is one message.");

    // Told by hand: what routing is told it also insists on, and would answer 404 to every other type.
    private static OpenApiRequestBody Body() => new()
    {
        Required = true,
        Content = new Dictionary<string, OpenApiMediaType> { [MediaType] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } } },
    };

    private static async Task<Accepted<TakenMail>> Take(string? inbox, HttpRequest request, MailDoor door, CancellationToken ct)
    {
        if (request.ContentType?.Split(';')[0].Trim().Equals(MediaType, StringComparison.OrdinalIgnoreCase) != true)
        {
            throw new ProblemException(StatusCodes.Status415UnsupportedMediaType, "media_type", $"A mail is sent as {MediaType}.");
        }

        return TypedResults.Accepted((string?)null, new TakenMail(await door.TakeAsync(request.Body, MailSource.Push, inbox, ct)));
    }
}

/// <summary>A mail that is safe.</summary>
/// <param name="Id">Of the raw mail.</param>
internal sealed record TakenMail(long Id);
