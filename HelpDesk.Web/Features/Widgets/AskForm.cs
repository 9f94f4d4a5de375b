using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using HelpDesk.Web.Actions.Tickets;

namespace HelpDesk.Web.Features.Widgets;

/// <summary>One question as it stands in the form.</summary>
public sealed class AskedField(int id)
{
    /// <summary>The name of the answer that fills the customer's name.</summary>
    public const string CustomersName = "name";

    /// <summary>Stays the question's own, wherever it moves.</summary>
    public int Id { get; } = id;

    /// <summary>Key of the answer; empty until it was saved.</summary>
    public string Name { get; private set; } = "";

    public string Label { get; set; } = "";

    public FormFieldType Type { get; private set; }

    public bool IsName => Name == CustomersName && Type == FormFieldType.Text;

    public bool IsRequired { get; set; }

    /// <summary>One a line.</summary>
    public string Choices { get; set; } = "";

    public string Pattern { get; set; } = "";

    /// <summary>The earlier question it waits for; null asks always.</summary>
    public AskedField? When { get; set; }

    public string Answer { get; set; } = "";

    public bool HasPattern => Type is FormFieldType.Text or FormFieldType.Phone or FormFieldType.Number && !IsName;

    /// <summary>What may be chosen; empty where anything may be written.</summary>
    public IReadOnlyList<string> Options => Type switch
    {
        FormFieldType.Choice => Lines(Choices),
        FormFieldType.YesNo => [FormRules.Yes, "no"],
        FormFieldType.Consent => [FormRules.Yes],
        _ => [],
    };

    /// <param name="kind">The name of a type, or <c>name</c> for the customer's.</param>
    public void Become(string kind)
    {
        Name = kind == CustomersName ? CustomersName : IsName ? "" : Name;
        Type = Enum.TryParse<FormFieldType>(kind, out var type) ? type : FormFieldType.Text;
        IsRequired |= Type == FormFieldType.Consent;
    }

    internal static AskedField Of(int id, FormField field) => new(id)
    {
        Name = field.Name,
        Label = field.Label,
        Type = field.Type,
        IsRequired = field.IsRequired,
        Choices = string.Join('\n', field.Choices),
        Pattern = field.Pattern ?? "",
        Answer = field.When?.Answer ?? "",
    };

    internal FormField Read(string name) => new()
    {
        Name = name,
        Label = Label.Trim(),
        Type = Type,
        IsRequired = IsRequired,
        Choices = Type == FormFieldType.Choice ? Lines(Choices) : [],
        Pattern = HasPattern && Pattern.Trim() is { Length: > 0 } pattern ? pattern : null,
    };

    private static List<string> Lines(string text) =>
        [.. text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()];
}

/// <summary>What is asked before a chat, as it stands in the form.</summary>
public sealed class AskForm
{
    private readonly List<AskedField> fields = [];
    private int made;

    public string Title { get; set; } = "";

    public IReadOnlyList<AskedField> Fields => fields;

    internal static AskForm Of(PreChatForm? stored)
    {
        var form = new AskForm { Title = stored?.Title ?? "" };
        foreach (var field in stored?.Fields ?? [])
        {
            var asked = AskedField.Of(form.made++, field);
            asked.When = form.fields.Find(earlier => earlier.Name == field.When?.Field);
            form.fields.Add(asked);
        }

        return form;
    }

    public AskedField Add(string kind)
    {
        var field = new AskedField(made++);
        field.Become(kind);
        fields.Add(field);
        return field;
    }

    /// <summary>Takes a question away; those that waited for it are asked always.</summary>
    public void Remove(AskedField field)
    {
        fields.Remove(field);
        fields.Where(other => other.When == field).ToList().ForEach(other => other.When = null);
    }

    /// <summary>False at the end of the list, and where a question would come before the one it waits for.</summary>
    public bool CanMove(AskedField field, int by)
    {
        var to = fields.IndexOf(field) + by;
        return to >= 0 && to < fields.Count && (by < 0 ? field.When != fields[to] : fields[to].When != field);
    }

    public void Move(AskedField field, int by)
    {
        var from = fields.IndexOf(field);
        (fields[from], fields[from + by]) = (fields[from + by], fields[from]);
    }

    internal PreChatForm Read()
    {
        var names = Names();
        return new PreChatForm(Title, [.. fields.Select(field => field.Read(names[field]) with
        {
            When = field.When is { } earlier ? new FormCondition(names[earlier], field.Answer.Trim()) : null,
        })]);
    }

    // A question keeps its name, so that answers given before stay together; a new one is named after its words.
    private Dictionary<AskedField, string> Names()
    {
        var names = fields.Where(field => field.Name.Length > 0).ToDictionary(field => field, field => field.Name);
        for (var index = 0; index < fields.Count; index++)
        {
            var plain = TypedField.NameOf(fields[index].Label, index);
            var name = plain == AskedField.CustomersName || names.ContainsValue(plain) ? $"question_{fields[index].Id + 1}" : plain;
            names.TryAdd(fields[index], name);
        }

        return names;
    }
}
