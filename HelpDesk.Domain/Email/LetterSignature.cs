using System.Globalization;

namespace HelpDesk.Domain.Email;

/// <summary>What a signature may name.</summary>
public sealed record SignatureFacts
{
    public required string AgentName { get; init; }

    public required string AgentEmail { get; init; }

    public required string InboxName { get; init; }

    /// <summary>Empty where whoever gets the mail has not proven who they are: the name may be a stranger's words.</summary>
    public required string CustomerName { get; init; }

    public required long TicketNumber { get; init; }

    public required string WorkspaceName { get; init; }
}

/// <summary>What stands below a letter: the agent's own signature, else their team's, else the inbox's.</summary>
public static class LetterSignature
{
    /// <summary>Characters of a signature as it is stored, with its variables.</summary>
    public const int MaxLength = 4_000;

    /// <summary>The first of these that there is, filled in. Without one, who writes and for whom.</summary>
    /// <param name="facts">What its variables stand for.</param>
    /// <param name="candidates">From the nearest to the farthest; null or blank is none.</param>
    public static string Of(SignatureFacts facts, params IEnumerable<string?> candidates)
    {
        var template = candidates.FirstOrDefault(candidate => !string.IsNullOrWhiteSpace(candidate)) ?? "{agent.name}\n{workspace.name}";
        return MailTemplate.Fill(Lines(template), new Dictionary<string, string>
        {
            ["agent.name"] = facts.AgentName,
            ["agent.email"] = facts.AgentEmail,
            ["inbox.name"] = facts.InboxName,
            ["customer.name"] = facts.CustomerName,
            ["ticket.number"] = facts.TicketNumber.ToString(CultureInfo.InvariantCulture),
            ["workspace.name"] = facts.WorkspaceName,
        });
    }

    // Whoever brings their signature along from a mail program brings the line that marks one; the mail has it already.
    private static string Lines(string template)
    {
        var text = template.ReplaceLineEndings("\n").Trim();
        return text.StartsWith("--\n", StringComparison.Ordinal) || text.StartsWith("-- \n", StringComparison.Ordinal)
            ? text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..].Trim()
            : text;
    }
}
