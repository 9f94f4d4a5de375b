using HelpDesk.Web.Actions;
using HelpDesk.Web.Http;
using Microsoft.AspNetCore.Routing.Template;

namespace HelpDesk.Web.Api;

/// <summary>Says why no endpoint took a request: an unknown address, a method it does not know, or a body that is no JSON.</summary>
internal static class Unmatched
{
    public static void MapUnmatched(this RouteGroupBuilder api) =>
        api.MapFallback("{**rest}", IResult (HttpContext context, EndpointDataSource endpoints) => throw Why(context, endpoints)).ExcludeFromDescription();

    private static Exception Why(HttpContext context, EndpointDataSource endpoints)
    {
        string[] methods =
        [
            .. endpoints.Endpoints.OfType<RouteEndpoint>()
                .Where(endpoint => endpoint.Metadata.GetMetadata<NeededScope>() is not null && IsAt(endpoint, context.Request.Path))
                .SelectMany(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [])
                .Distinct(),
        ];
        if (methods.Length == 0)
        {
            return new NotFoundException("address");
        }

        if (!methods.Contains(context.Request.Method))
        {
            context.Response.Headers.Allow = string.Join(", ", methods);
            return new ProblemException(Problem.Of(StatusCodes.Status405MethodNotAllowed));
        }

        return HttpMethods.IsGet(context.Request.Method) || context.Request.HasJsonContentType()
            ? new NotFoundException("address")
            : new ProblemException(Problem.Of(StatusCodes.Status415UnsupportedMediaType) with { Detail = "Send a body with Content-Type: application/json." });
    }

    private static bool IsAt(RouteEndpoint endpoint, PathString path) =>
        new TemplateMatcher(new RouteTemplate(endpoint.RoutePattern), []).TryMatch(path, []);
}
