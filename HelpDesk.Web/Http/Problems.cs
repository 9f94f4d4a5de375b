using System.Diagnostics;
using System.Globalization;
using HelpDesk.Domain.Chat;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Http;

/// <summary>Answers every refusal and every failure below the given addresses as problem details, in one place.</summary>
internal static partial class Problems
{
    /// <summary>Where the codes are explained: a pointer into the published description.</summary>
    private const string Explained = "/openapi/v1.json#/x-problems/";

    public static IServiceCollection AddProblems(this IServiceCollection services) =>
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);

    public static void UseProblems(this WebApplication app, params string[] prefixes) => app.UseWhen(
        context => prefixes.Any(prefix => context.Request.Path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase)),
        branch => branch.Use(AnswerAsync));

    /// <summary>Refuses an address with the character NUL in it, which is no text and which not every database takes.</summary>
    public static void UseReadableAddresses(this WebApplication app) => app.Use((context, next) =>
    {
        if (!context.Request.QueryString.Value!.Contains("%00", StringComparison.Ordinal))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    });

    public static async Task WriteAsync(HttpContext context, Problem problem)
    {
        var details = new ProblemDetails
        {
            Type = Explained + problem.Code,
            Title = ProblemCodes.All.TryGetValue(problem.Code, out var known) ? known.Title : "This is not possible now.",
            Status = problem.Status,
            Detail = problem.Detail,
            Extensions = { ["code"] = problem.Code, ["traceId"] = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier },
        };
        if (problem.Errors is not null)
        {
            details.Extensions["errors"] = problem.Errors;
        }

        if (problem.Challenge is not null)
        {
            details.Extensions["challenge"] = problem.Challenge;
            details.Extensions["bits"] = ProofOfWork.Bits;
        }

        if (problem.RetryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        context.Response.StatusCode = problem.Status;
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsJsonAsync(details, options: null, "application/problem+json", context.RequestAborted);
    }

    private static async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
            if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null, ContentLength: null })
            {
                await WriteAsync(context, Problem.Of(context.Response.StatusCode));
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to answer.
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            var problem = Problem.Of(failure);
            if (problem.Status >= 500)
            {
                LogFailure(context.RequestServices.GetRequiredService<ILogger<Problem>>(), failure, context.Request.Method, context.Request.Path);
            }

            await WriteAsync(context, problem);
        }
    }

    [LoggerMessage(EventId = 3001, Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    private static partial void LogFailure(ILogger logger, Exception failure, string method, string path);
}
