namespace HelpDesk.Domain.Customers;

/// <summary>The type of an attribute's value.</summary>
public enum AttributeType
{
    Text,
    Number,
    Date,
    YesNo,
    Link,
    Choice,
}

/// <summary>Names and types one attribute of customers, so that it is offered as a field.</summary>
public sealed class AttributeDefinition
{
    private AttributeDefinition()
    {
    }

    public AttributeDefinition(string name, string label, AttributeType type)
    {
        Name = name;
        Label = label;
        Type = type;
    }

    public long Id { get; private set; }

    /// <summary>Key in <see cref="Customer.Attributes"/>.</summary>
    public string Name { get; private set; } = "";

    public string Label { get; private set; } = "";

    public AttributeType Type { get; private set; }
}
