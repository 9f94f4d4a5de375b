using System.CommandLine;
using System.CommandLine.Invocation;
using System.Data.Common;
using HelpDesk.Domain;
using HelpDesk.Web.Data;
using Microsoft.Extensions.Options;

namespace HelpDesk.Web.Cli;

/// <summary>The verbs of the one file.</summary>
internal sealed class Verbs(Desk desk, string[] settings, TextWriter output, TextWriter error)
{
    private readonly Option<string> data = new("--data") { Description = "The data folder, which is the whole installation.", HelpName = "FOLDER", Recursive = true };
    private readonly Option<string> urls = new("--urls") { Description = $"Where to listen: {House.DefaultUrl} if nothing is said.", HelpName = "URLS", Recursive = true };

    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(Desk desk, string[] args, TextWriter output, TextWriter error)
    {
        var (settings, words) = Arguments.Split(args);
        var parsed = new Verbs(desk, settings, output, error).Root().Parse(words);
        var code = await parsed.InvokeAsync(new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,

            // The server ends by its own rules.
            ProcessTerminationTimeout = null,
        });
        return parsed.Action is ParseErrorAction ? ExitCode.Usage : code;
    }

    private RootCommand Root()
    {
        var root = new RootCommand(VerbTexts.Program)
        {
            data, urls,
            Verb("serve", VerbTexts.Serve, new ServeVerb()),
            Verb("create-admin", VerbTexts.CreateAdmin, new CreateAdminVerb()),
            Verb("reset-password", VerbTexts.ResetPassword, new ResetPasswordVerb()),
            new Command("token", "Keys of the REST API.") { Verb("create", VerbTexts.CreateToken, new CreateTokenVerb()) },
            Verb("mail-in", VerbTexts.MailIn, new MailInVerb()),
            Verb("demo", VerbTexts.Demo, new DemoVerb()),
            Verb("migrate", VerbTexts.Migrate, new MigrateVerb()),
            Verb("doctor", VerbTexts.Doctor, new DoctorVerb()),
            Verb("version", "Prints the version.", new VersionVerb()),
        };
        root.SetAction((parsed, ct) => ActAsync(new ServeVerb(), parsed, ct));
        return root;
    }

    private Command Verb(string name, string description, IVerb verb)
    {
        var command = new Command(name, description);
        foreach (var option in verb.Options)
        {
            command.Add(option);
        }

        command.SetAction((parsed, ct) => ActAsync(verb, parsed, ct));
        return command;
    }

    private async Task<int> ActAsync(IVerb verb, ParseResult parsed, CancellationToken ct)
    {
        string[] all = [.. settings, .. Given("data", parsed.GetValue(data)), .. Given("urls", parsed.GetValue(urls))];
        try
        {
            return await verb.RunAsync(new Call(desk, all, parsed, Console.OpenStandardInput, output), ct);
        }
        catch (TryAgainException failure)
        {
            await error.WriteLineAsync(failure.Message);
            return ExitCode.TryAgain;
        }
        catch (Exception failure) when (failure is StartRefusal or RuleException or OptionsValidationException or IOException or UnauthorizedAccessException or DbException)
        {
            await error.WriteLineAsync(failure.Message);
            return ExitCode.Failure;
        }
    }

    private static string[] Given(string name, string? value) => value is null ? [] : [$"--{name}={value}"];
}
