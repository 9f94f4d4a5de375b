using System.CommandLine;

namespace HelpDesk.Web.Cli;

/// <summary>A word of the command line with what it takes and what it does.</summary>
internal interface IVerb
{
    IReadOnlyList<Option> Options { get; }

    Task<int> RunAsync(Call call, CancellationToken ct);
}

/// <summary>One use of a verb.</summary>
internal sealed record Call(Desk Desk, string[] Settings, ParseResult Parsed, TextWriter Output);

/// <summary>How a verb ended.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failure = 1;
    public const int Usage = 2;
    public const int Warnings = 3;
}
