using System.CommandLine;

namespace HelpDesk.Web.Cli;

/// <summary>A word of the command line with what it takes and what it does.</summary>
internal interface IVerb
{
    IReadOnlyList<Option> Options { get; }

    Task<int> RunAsync(Call call, CancellationToken ct);
}

/// <summary>One use of a verb.</summary>
/// <param name="Desk">The program.</param>
/// <param name="Settings">As they stood on the command line.</param>
/// <param name="Parsed">The verb's own words.</param>
/// <param name="Input">Opens standard input.</param>
/// <param name="Output">Standard output.</param>
internal sealed record Call(Desk Desk, string[] Settings, ParseResult Parsed, Func<Stream> Input, TextWriter Output);

/// <summary>It did not work, and trying the same again later may help.</summary>
internal sealed class TryAgainException(Exception cause) : Exception(cause.Message, cause);

/// <summary>How a verb ended.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failure = 1;
    public const int Usage = 2;
    public const int Warnings = 3;

    /// <summary>What mail servers know as EX_TEMPFAIL: keep it and try again.</summary>
    public const int TryAgain = 75;
}
