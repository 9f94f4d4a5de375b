using System.Globalization;

namespace HelpDesk.Domain;

/// <summary>
/// A refusal that the person who asked can understand and act on, such as replying to a closed ticket. Its message is a
/// sentence for humans. Mapped once: 409 in the API, a notice on screen.
/// </summary>
/// <param name="code">A stable word for programs, in lower case: <c>transition</c>, <c>closed</c>, <c>ended</c>.</param>
/// <param name="sentence">What was refused and what to do instead, in English; screens translate by this text.</param>
/// <param name="arguments">What stands in the sentence's places {0}, {1}; a sentence without any has no places.</param>
public sealed class RuleException(string code, string sentence, params object[] arguments)
    : Exception(arguments.Length == 0 ? sentence : string.Format(CultureInfo.InvariantCulture, sentence, arguments))
{
    /// <summary>The stable word that API clients test.</summary>
    public string Code { get; } = code;

    /// <summary>The sentence with its places open, for whoever translates it.</summary>
    public string Sentence { get; } = sentence;

    public IReadOnlyList<object> Arguments { get; } = arguments;

    /// <summary>Public id of the record that is in the way, so that a screen can lead there; null where none is.</summary>
    public string? RecordId { get; init; }
}
