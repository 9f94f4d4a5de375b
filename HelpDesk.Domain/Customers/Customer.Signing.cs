namespace HelpDesk.Domain.Customers;

public sealed partial class Customer
{
    /// <summary>So many unproven addresses are kept of one customer, so that nobody fills a record with those of others.</summary>
    public const int MostClaimedEmails = 5;

    /// <summary>Nobody has proven anything of them: they may turn out to be anybody.</summary>
    public bool IsAnonymous => ExternalId is null && identities.TrueForAll(identity => identity.VerifiedAt is null);

    /// <summary>The site has signed who they are.</summary>
    public bool IsSigned => identities.Exists(identity => identity is { Type: IdentityType.External, VerifiedBy: IdentityProof.SignedToken });

    /// <summary>
    /// Takes over what the site has signed. A name that is there already stays, because an agent may have corrected it, and
    /// what is only claimed takes no proven address's place.
    /// </summary>
    /// <param name="signed">What the site says.</param>
    /// <param name="ownsEmail">False when another customer has proven the address: it is then only claimed.</param>
    /// <param name="now">The instant.</param>
    /// <exception cref="RuleException">They are somebody else in the site's system (<c>merge</c>).</exception>
    public void Recognise(SignedIdentity signed, bool ownsEmail, DateTimeOffset now)
    {
        if (ExternalId is not null && ExternalId != signed.ExternalId)
        {
            throw new RuleException("merge", "This customer is somebody else in your own system.");
        }

        TakeExternalId(signed.ExternalId);
        Claim(IdentityType.External, signed.ExternalId, now).Verify(IdentityProof.SignedToken, now);
        if (DisplayName.Length == 0 && signed.Name is { } name)
        {
            DisplayName = name;
        }

        if (signed.Email is { } email)
        {
            TakeEmail(email, signed.IsEmailVerified && ownsEmail, now);
        }
    }

    private void TakeEmail(string email, bool proves, DateTimeOffset now)
    {
        var isKnown = identities.Exists(identity => identity.Type == IdentityType.Email && identity.Value == email);
        if (!proves && !isKnown && identities.Count(identity => identity is { Type: IdentityType.Email, VerifiedAt: null }) >= MostClaimedEmails)
        {
            return;
        }

        var before = Email;
        var address = Claim(IdentityType.Email, email, now);
        if (proves && address.Verify(IdentityProof.SignedToken, now) && before?.VerifiedAt is null)
        {
            MakePrimary(address);
        }
    }
}
