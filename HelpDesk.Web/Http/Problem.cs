using System.Data.Common;
using System.Text.Json;
using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
using HelpDesk.Web.Actions;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Http;

/// <summary>A refusal as programs read it (RFC 9457). The one table of status codes for everything that actions throw.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The stable word that clients test.</param>
/// <param name="Detail">A sentence for the person who reads the log of the client.</param>
internal sealed record Problem(int Status, string Code, string Detail)
{
    // character_not_in_repertoire: PostgreSQL has no text with the character NUL in it, SQLite has.
    private const string NotStorable = "22021";

    /// <summary>What is wrong with which field.</summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    /// <summary>When to come again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What is to be solved before coming again (<see cref="Domain.Chat.ProofOfWork"/>); null where nothing is.</summary>
    public string? Challenge { get; init; }

    public static Problem Of(Exception failure) => failure switch
    {
        ProblemException refused => refused.Problem,
        RuleException rule => new(ProblemCodes.StatusOf(rule.Code), rule.Code, rule.Message),
        NotAllowedException => new(StatusCodes.Status403Forbidden, "forbidden", failure.Message),
        NotFoundException => new(StatusCodes.Status404NotFound, "not_found", failure.Message),
        ChangedMeanwhileException => new(StatusCodes.Status412PreconditionFailed, "precondition", failure.Message),
        DbUpdateConcurrencyException => new(StatusCodes.Status409Conflict, "conflict", "Somebody changed this at the same moment. Load it again."),
        BadHttpRequestException bad => Of(bad),
        _ when failure.GetBaseException() is DbException { SqlState: NotStorable } =>
            new(StatusCodes.Status400BadRequest, "bad_request", "The request holds a character that is no text: U+0000."),
        _ => new(StatusCodes.Status500InternalServerError, "internal", "Something went wrong here. The log of the server tells more under this traceId."),
    };

    /// <summary>What a bare status means, where nobody said more.</summary>
    public static Problem Of(int status) => new(status, ProblemCodes.CodeOf(status), ProblemCodes.SentenceOf(status));

    private static Problem Of(BadHttpRequestException bad) => bad.InnerException is JsonException { Path: { } path }
        ? new(StatusCodes.Status400BadRequest, "bad_request", "The body is not the JSON that this call expects.") { Errors = At(path) }
        : Of(bad.StatusCode) with { Detail = bad.Message };

    private static Dictionary<string, string[]> At(string path) =>
        new() { [path.TrimStart('$').TrimStart('.')] = ["This cannot be read as what is expected here."] };
}

/// <summary>Ends a request with this refusal.</summary>
internal sealed class ProblemException(Problem problem) : Exception(problem.Detail)
{
    public ProblemException(int status, string code, string detail)
        : this(new Problem(status, code, detail))
    {
    }

    public Problem Problem { get; } = problem;
}
