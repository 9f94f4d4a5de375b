using System.Globalization;
using HelpDesk.Domain.Customers;

namespace HelpDesk.Domain.Tickets;

/// <summary>What a form may ask, and what counts as an answer. The browser checks the same for a kind word; this decides.</summary>
public static class FormRules
{
    /// <summary>Most fields of one form.</summary>
    public const int MaxFields = 20;

    /// <summary>Longest name, label or choice, in characters.</summary>
    public const int MaxLabel = 200;

    private const int MaxChoices = 30;
    private const int MaxName = 60;
    private const int MaxAnswer = 500;
    private const int MaxLongAnswer = 4_000;
    private const int MaxPhone = 40;

    /// <summary>Yes, as an answer to <see cref="FormFieldType.YesNo"/> and <see cref="FormFieldType.Consent"/>.</summary>
    public const string Yes = "yes";

    /// <summary>Refuses a form that could not be answered.</summary>
    /// <exception cref="RuleException">It asks nothing or too much, or a field is not in order (<c>form</c>).</exception>
    public static void Ensure(IReadOnlyList<FormField> fields)
    {
        if (fields.Count is 0 or > MaxFields)
        {
            throw new RuleException("form", "A form asks between 1 and {0} things.", MaxFields);
        }

        if (FindFlaw(fields) is { } flaw)
        {
            throw new RuleException("form", "The field “{0}” is not in order: look at its name, choices, pattern and condition.", fields[flaw.Index].Label);
        }
    }

    /// <summary>The first field that is not in order, and which part of it; null when all are.</summary>
    public static FormFlaw? FindFlaw(IReadOnlyList<FormField> fields)
    {
        var earlier = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < fields.Count; index++)
        {
            if (FlawOf(fields[index], earlier) is { } part)
            {
                return new FormFlaw(index, part);
            }

            earlier.Add(fields[index].Name);
        }

        return null;
    }

    /// <summary>
    /// The answers that count: of the fields that were asked, trimmed and each of its type. What nobody asked for is left
    /// out.
    /// </summary>
    /// <param name="fields">In order: a condition looks at an earlier one.</param>
    /// <param name="given">What was sent; foreign text.</param>
    /// <param name="isKnown">Fields that are not asked, because the answer is known.</param>
    /// <exception cref="RuleException">One is missing or does not fit (<c>form</c>).</exception>
    public static Dictionary<string, string> Read(
        IReadOnlyList<FormField> fields, IReadOnlyDictionary<string, string?> given, Func<FormField, bool>? isKnown = null)
    {
        var answers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in fields.Where(field => isKnown?.Invoke(field) != true && IsAsked(field, answers)))
        {
            var answer = Clean(given.GetValueOrDefault(field.Name), field.Type);
            if (answer.Length == 0 && !field.IsRequired)
            {
                continue;
            }

            if (!Fits(field, answer))
            {
                throw new RuleException("form", "Please check the answer to “{0}”.", field.Label);
            }

            answers[field.Name] = answer;
        }

        return answers;
    }

    private static bool IsAsked(FormField field, Dictionary<string, string> answers) =>
        field.When is not { } when || string.Equals(answers.GetValueOrDefault(when.Field), when.Answer, StringComparison.OrdinalIgnoreCase);

    private static FormPart? FlawOf(FormField field, HashSet<string> earlier) =>
        field.Label.Trim().Length == 0 || field.Label.Length > MaxLabel ? FormPart.Label
        : !IsName(field.Name) || earlier.Contains(field.Name) ? FormPart.Name
        : !HasChoices(field) ? FormPart.Choices
        : field.Pattern is not null && !FieldPattern.IsPattern(field.Pattern) ? FormPart.Pattern
        : field.When is { } when && (!earlier.Contains(when.Field) || string.IsNullOrWhiteSpace(when.Answer)) ? FormPart.When
        : null;

    private static bool IsName(string name) => name.Length is > 0 and <= MaxName && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');

    private static bool HasChoices(FormField field) =>
        (field.Type == FormFieldType.Choice ? field.Choices.Count is > 0 and <= MaxChoices : field.Choices.Count == 0)
        && field.Choices.All(choice => choice.Trim().Length > 0 && choice.Length <= MaxLabel);

    private static string Clean(string? answer, FormFieldType type) =>
        string.Concat((answer ?? "").Where(c => !char.IsControl(c) || (type == FormFieldType.LongText && c is '\n' or '\t'))).Trim();

    private static bool Fits(FormField field, string answer) =>
        answer.Length > 0 && answer.Length <= (field.Type == FormFieldType.LongText ? MaxLongAnswer : MaxAnswer)
        && IsOfType(field, answer) && (field.Pattern is null || FieldPattern.Matches(field.Pattern, answer));

    private static bool IsOfType(FormField field, string answer) => field.Type switch
    {
        FormFieldType.Text or FormFieldType.LongText => true,
        FormFieldType.Email => EmailAddress.TryNormalise(answer, out _),
        FormFieldType.Phone => answer.Length <= MaxPhone && answer.Count(char.IsAsciiDigit) >= 5 && answer.All(c => char.IsAsciiDigit(c) || "+-()./ ".Contains(c, StringComparison.Ordinal)),
        FormFieldType.Number => decimal.TryParse(answer, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _),
        FormFieldType.Date => DateOnly.TryParseExact(answer, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        FormFieldType.Choice => field.Choices.Contains(answer),
        FormFieldType.YesNo => answer is Yes or "no",
        FormFieldType.Consent => answer == Yes,
    };
}
