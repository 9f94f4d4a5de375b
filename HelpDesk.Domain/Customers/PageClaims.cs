using System.Text.RegularExpressions;

namespace HelpDesk.Domain.Customers;

/// <summary>
/// What a web page says of its visitor. Anybody can make a page say anything: it is kept under names of its own, and never
/// takes the place of what an agent wrote or a site has signed.
/// </summary>
public static partial class PageClaims
{
    /// <summary>Begins the names of attributes that a page has set.</summary>
    public const string Prefix = "page.";

    /// <summary>Most attributes of one customer or ticket that pages may set.</summary>
    public const int MaxCount = 30;

    /// <summary>Longest value, in characters.</summary>
    public const int MaxValue = 200;

    /// <summary>Whether a page may use the name: a letter, then letters, digits, hyphens and underscores, at most 40 in all.</summary>
    public static bool IsName(string name) => Name().IsMatch(name);

    /// <summary>True for an attribute that a page has set.</summary>
    public static bool IsClaim(string attribute) => attribute.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The attributes with what a page sets; null removes. Null when nothing changes.</summary>
    /// <exception cref="RuleException">That would be too many (<c>too_many</c>).</exception>
    public static Dictionary<string, string>? Set(IReadOnlyDictionary<string, string> attributes, IReadOnlyDictionary<string, string?> claims)
    {
        var after = new Dictionary<string, string>(attributes, StringComparer.Ordinal);
        var changes = false;
        foreach (var (name, value) in claims)
        {
            changes |= after.GetValueOrDefault(Prefix + name) != value;
            if (value is null)
            {
                after.Remove(Prefix + name);
            }
            else
            {
                after[Prefix + name] = value;
            }
        }

        return after.Keys.Count(IsClaim) <= MaxCount
            ? changes ? after : null
            : throw new RuleException("too_many", "A page sets at most {0} attributes.", MaxCount);
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_-]{0,39}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
