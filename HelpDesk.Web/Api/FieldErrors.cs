using HelpDesk.Web.Http;

namespace HelpDesk.Web.Api;

/// <summary>Collects what is wrong with the fields of a body, so that a client hears of all of it at once.</summary>
internal sealed class FieldErrors
{
    private readonly Dictionary<string, string[]> found = [];

    public static ProblemException Single(string field, string sentence)
    {
        var errors = new FieldErrors();
        errors.Add(field, sentence);
        return errors.Problem();
    }

    public void Add(string field, string sentence) => found[field] = [.. found.GetValueOrDefault(field, []), sentence];

    /// <summary>Reads a word of a list of words; null stays null.</summary>
    public T? Word<T>(string field, string? word)
        where T : struct, Enum
    {
        if (word is null)
        {
            return null;
        }

        if (Words.TryRead<T>(word, out var value))
        {
            return value;
        }

        Add(field, $"One of {Words.List<T>()} is expected.");
        return null;
    }

    /// <exception cref="ProblemException">Something was wrong.</exception>
    public void ThrowIfAny()
    {
        if (found.Count > 0)
        {
            throw Problem();
        }
    }

    private ProblemException Problem() => new(new Problem(StatusCodes.Status422UnprocessableEntity, "invalid", "Some fields are wrong.") { Errors = found });
}
