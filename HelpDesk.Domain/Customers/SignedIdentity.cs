namespace HelpDesk.Domain.Customers;

/// <summary>What a site has signed about the person before its page. Whoever signs is believed.</summary>
/// <param name="ExternalId">Id of this person in the site's own system.</param>
/// <param name="Email">Normalised; null when the site tells none.</param>
/// <param name="IsEmailVerified">The site has proven that the address is theirs. Otherwise it is only claimed.</param>
/// <param name="Name">Null when the site tells none.</param>
public sealed record SignedIdentity(string ExternalId, string? Email, bool IsEmailVerified, string? Name)
{
    /// <summary>Longest id, in characters.</summary>
    public const int MaxExternalId = 200;
}
