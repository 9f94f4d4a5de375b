using System.Text.Json;

namespace HelpDesk.Tests.Support;

/// <summary>
/// Real messages with expected results, outside the project. They are read from the folder that the environment variable
/// names; a test over them says that it was left out where there is none.
/// </summary>
public static class MailCorpus
{
    public const string Variable = "MAIL_CORPUS";

    public static string? Folder => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder ? folder : null;

    /// <summary>The bytes of a message by its path below <c>messages</c>.</summary>
    public static byte[] Message(string path) => File.ReadAllBytes(Path.Combine(Folder!, "messages", path));

    /// <summary>The rows of a file of expected results, in their order.</summary>
    public static IEnumerable<JsonElement> Expected(string name) =>
        File.ReadLines(Path.Combine(Folder!, "expected", name)).Where(line => line.Length > 0).Select(line => JsonDocument.Parse(line).RootElement);
}

/// <summary>A test over <see cref="MailCorpus"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CorpusFactAttribute : FactAttribute
{
    public CorpusFactAttribute()
    {
        if (MailCorpus.Folder is null)
        {
            Skip = $"{MailCorpus.Variable} names no folder with real messages.";
        }
    }
}
