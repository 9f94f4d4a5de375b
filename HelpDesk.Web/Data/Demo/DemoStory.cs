using HelpDesk.Domain.Tickets;

namespace HelpDesk.Web.Data.Demo;

/// <summary>One turn of a conversation: C customer, A agent, N note among agents, S the desk itself.</summary>
internal sealed record DemoTurn(char By, string Text);

/// <summary>
/// One conversation of the demo world, as the text files beside this one tell it. Square brackets hold alternatives,
/// braces what differs from ticket to ticket; <c>\n</c> is a line break.
/// </summary>
internal sealed record DemoStory(
    string Team, Channel Channel, Priority Priority, IReadOnlyList<string> Tags, string? Subject, IReadOnlyList<DemoTurn> Turns)
{
    /// <summary>Whether it makes sense only for somebody who writes for a company.</summary>
    public bool NeedsCompany => Turns.Any(turn => turn.Text.Contains("{company}", StringComparison.Ordinal));

    /// <summary>Reads the stories of one language (en, es, fr).</summary>
    public static IReadOnlyList<DemoStory> Read(string language) =>
        [.. Resource($"stories.{language}.txt").Split("\n== ", StringSplitOptions.TrimEntries).Select(Parse)];

    /// <summary>Reads one of the files that the program carries.</summary>
    public static string Resource(string name)
    {
        using var stream = typeof(DemoStory).Assembly.GetManifestResourceStream($"demo/{name}")
            ?? throw new InvalidOperationException($"The program was built without demo/{name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static DemoStory Parse(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var head = lines[0].Replace("== ", "", StringComparison.Ordinal).Split(' ');
        var subject = lines.FirstOrDefault(line => line.StartsWith("# ", StringComparison.Ordinal))?[2..];
        var turns = lines.Skip(1).Where(line => line[0] is 'C' or 'A' or 'N' or 'S')
            .Select(line => new DemoTurn(line[0], line[2..].Replace("\\n", "\n", StringComparison.Ordinal)));
        return new(head[0], Enum.Parse<Channel>(head[1], true), Enum.Parse<Priority>(head[2], true), head[3].Split(','), subject, [.. turns]);
    }
}
