using HelpDesk.Domain.Tickets;
using Microsoft.Net.Http.Headers;

namespace HelpDesk.Web.Data;

/// <summary>
/// Hands out a stored file, after the caller has found that the reader may have it: never sniffed, never run, kept in no
/// shared cache, and saved instead of opened unless it is a picture.
/// </summary>
internal static class FileAnswer
{
    public static IResult Of(Attachment file, Files files, HttpResponse response)
    {
        if (files.Open(file.Hash) is not { } content)
        {
            return TypedResults.NotFound();
        }

        var disposition = new ContentDispositionHeaderValue(MediaTypes.IsPicture(file.MediaType) ? "inline" : "attachment");
        disposition.SetHttpFileName(file.Name);
        response.Headers.ContentDisposition = disposition.ToString();
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        response.Headers.CacheControl = "private, no-store";
        return TypedResults.Stream(content, file.MediaType);
    }
}
