namespace HelpDesk.Domain.Customers;

/// <summary>An organisation that customers belong to.</summary>
public sealed class Company
{
    private Company()
    {
    }

    public Company(string name, IEnumerable<string> domains)
    {
        Name = name;
        Domains = [.. domains.Select(domain => domain.Trim().ToLowerInvariant())];
    }

    public long Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Mail domains of its people, in lower case.</summary>
    public List<string> Domains { get; private set; } = [];

    /// <summary>True for a company of a demo world.</summary>
    public bool IsSample { get; private set; }

    /// <summary>Marks a company that belongs to a demo world.</summary>
    public void MarkSample() => IsSample = true;
}
