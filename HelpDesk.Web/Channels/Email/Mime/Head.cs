namespace HelpDesk.Web.Channels.Email.Mime;

/// <summary>A header field, unfolded and cleaned; encoded words still stand in it, because where they mean something depends on the field.</summary>
internal readonly record struct RawField(string Name, string Value);

/// <summary>The header fields of a mail or part, in their order.</summary>
internal sealed class Head(IReadOnlyList<RawField> fields)
{
    public IReadOnlyList<RawField> Fields => fields;

    /// <summary>The first of its name counts (RFC 5322 §3.6 allows one); null where there is none.</summary>
    public string? First(string name)
    {
        foreach (var field in fields)
        {
            if (field.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return field.Value;
            }
        }

        return null;
    }

    public IEnumerable<string> All(string name) =>
        fields.Where(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(field => field.Value);
}
