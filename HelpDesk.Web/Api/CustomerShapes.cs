using System.ComponentModel;

namespace HelpDesk.Web.Api;

/// <summary>A customer's record as the API shows it.</summary>
internal sealed record CustomerView
{
    public required string Id { get; init; }

    [Description("Empty until a name is known.")]
    public required string Name { get; init; }

    public required IReadOnlyList<EmailView> Emails { get; init; }

    public required IReadOnlyList<string> Phones { get; init; }

    [Description("Name of the company, or null.")]
    public required string? Company { get; init; }

    [Description("en, es or fr.")]
    public required string Language { get; init; }

    [Description("IANA name, or null.")]
    public required string? TimeZone { get; init; }

    [Description("Free fields, name to value.")]
    public required IReadOnlyDictionary<string, string> Attributes { get; init; }

    public required DateTimeOffset FirstSeenAt { get; init; }

    public required DateTimeOffset LastSeenAt { get; init; }

    public required bool Blocked { get; init; }

    [Description("Id of the customer that took this one in, or null.")]
    public required string? MergedInto { get; init; }
}

/// <param name="Verified">Whether the address was proven to be the customer's own; a claimed one opens no history.</param>
/// <param name="Primary">Whether mail goes there.</param>
internal sealed record EmailView(string Address, bool Verified, bool Primary);

/// <summary>Which customers a list shows.</summary>
internal sealed record CustomerFilter
{
    [Description("Exactly this address, proven or claimed.")]
    public string? Email { get; init; }

    [Description("A part of name, address, phone or company.")]
    public string? Q { get; init; }
}

/// <summary>What is to change on a record; a field that is missing stays.</summary>
internal sealed record CustomerChangesBody
{
    public string? Name { get; init; }

    [Description("Name of a company, made where it is not known; empty for none.")]
    public string? Company { get; init; }

    [Description("en, es or fr.")]
    public string? Language { get; init; }

    [Description("IANA name; empty for unknown.")]
    public string? TimeZone { get; init; }

    [Description("A blocked customer's new tickets are solved at once.")]
    public bool? Blocked { get; init; }

    [Description("Fields to set; one with null or an empty value is removed, others stay.")]
    public IReadOnlyDictionary<string, string?>? Attributes { get; init; }
}
