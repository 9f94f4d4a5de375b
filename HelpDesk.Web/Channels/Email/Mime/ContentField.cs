namespace HelpDesk.Web.Channels.Email.Mime;

/// <summary>A field with parameters: <c>Content-Type</c>, <c>Content-Disposition</c> (RFC 2045 §5.1, RFC 2183, RFC 2231).</summary>
internal sealed class ContentField
{
    private readonly Dictionary<string, string> parameters;

    private ContentField(string value, Dictionary<string, string> parameters)
    {
        Value = value;
        this.parameters = parameters;
    }

    /// <summary>What stands before the parameters, lower case; empty where the field is missing.</summary>
    public string Value { get; }

    public string? this[string parameter] => parameters.GetValueOrDefault(parameter);

    public static ContentField Read(string? field)
    {
        var text = field ?? "";
        var end = text.AsSpan().IndexOfAny(" \t;(\"");
        var value = (end < 0 ? text : text[..end]).ToLowerInvariant();
        return new ContentField(value, end < 0 ? [] : new ParameterReader(text, end).Read());
    }
}
