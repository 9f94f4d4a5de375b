using System.Text;

namespace HelpDesk.Domain.Email;

/// <summary>
/// Words with variables in braces: <c>{agent.name}</c>. There is no logic in them. One pass fills in what is known; a value
/// is never looked through again, so a customer named <c>{agent.email}</c> stays that, and what is not known stays as it stands.
/// </summary>
public static class MailTemplate
{
    /// <param name="template">As its author wrote it.</param>
    /// <param name="values">By the names in braces, without them.</param>
    public static string Fill(string template, IReadOnlyDictionary<string, string> values)
    {
        var text = new StringBuilder();
        var at = 0;
        while (template.IndexOf('{', at) is var open and >= 0)
        {
            var close = template.IndexOf('}', open);
            if (close < 0)
            {
                break;
            }

            // "{{agent.name}" holds the variable after its first brace.
            open = template.LastIndexOf('{', close);
            text.Append(template, at, open - at);
            text.Append(values.TryGetValue(template[(open + 1)..close], out var value) ? value : template[open..(close + 1)]);
            at = close + 1;
        }

        return text.Append(template, at, template.Length - at).ToString();
    }
}
