namespace HelpDesk.Domain.Customers;

public sealed partial class Customer
{
    /// <summary>
    /// Empties the record at the wish of the person: nothing of it tells who they were, and nobody is found by it again. The
    /// row stays, so that the numbers of the past stay what they were (invariant 13). Returns false when it was done before.
    /// </summary>
    public bool Erase(DateTimeOffset now)
    {
        if (ErasedAt is not null)
        {
            return false;
        }

        (DisplayName, Language, TimeZone, CompanyId, ExternalId) = ("", "en", null, null, null);
        Attributes = [];
        identities.Clear();
        ErasedAt = now;
        return true;
    }
}
