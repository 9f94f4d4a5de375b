namespace HelpDesk.Domain.Email;

/// <summary>The name that a mail comes from: "Ana via Acme".</summary>
public static class SenderName
{
    /// <summary>Longer names are cut off by mail programs, and folded by servers in ways of their own.</summary>
    public const int MaxLength = 200;

    /// <param name="template"><c>{agent}</c> and <c>{workspace}</c> stand for the names.</param>
    /// <param name="agent">Who wrote; null where no person did, and then the workspace speaks.</param>
    /// <param name="workspace">For whom.</param>
    /// <returns>Bounded. Control characters stay, for whoever writes the header to refuse.</returns>
    public static string Of(string template, string? agent, string workspace)
    {
        var name = agent is null ? workspace : MailTemplate.Fill(template, new Dictionary<string, string> { ["agent"] = agent, ["workspace"] = workspace });
        return name.Length <= MaxLength ? name : name[..(char.IsHighSurrogate(name[MaxLength - 2]) ? MaxLength - 2 : MaxLength - 1)].TrimEnd() + "…";
    }
}
