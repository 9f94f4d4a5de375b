namespace HelpDesk.Domain;

/// <summary>
/// A refusal that the person who asked can understand and act on, such as replying to a closed ticket. Its message is a
/// sentence for humans. Mapped once: 409 in the API, a notice on screen.
/// </summary>
/// <param name="code">A stable word for programs, in lower case: <c>transition</c>, <c>closed</c>, <c>ended</c>.</param>
/// <param name="message">What was refused and what to do instead, in English; screens translate by this text.</param>
public sealed class RuleException(string code, string message) : Exception(message)
{
    /// <summary>The stable word that API clients test.</summary>
    public string Code { get; } = code;
}
