namespace HelpDesk.Domain.Customers;

public sealed partial class Customer
{
    /// <summary>
    /// True when the other may go up in this one. Two people of the site's own system are never one, and who is gone
    /// neither takes nor gives.
    /// </summary>
    public bool CanAbsorb(Customer other) =>
        this != other
        && MergedIntoId is null && other.MergedIntoId is null
        && ErasedAt is null && other.ErasedAt is null
        && (ExternalId is null || other.ExternalId is null || ExternalId == other.ExternalId);

    /// <summary>
    /// Takes over what the other has and this one lacks: identities, attributes, name, time zone, company. This one's own
    /// values win. What both have stays with the other, so that the merge can be undone.
    /// </summary>
    /// <returns>What was taken over, for the undoing.</returns>
    /// <exception cref="RuleException">They may not be merged (<c>merge</c>).</exception>
    public MovedRows Absorb(Customer other)
    {
        if (!CanAbsorb(other))
        {
            throw new RuleException("merge", "These two customers cannot be merged: they are different people in your own system, or one of them is gone.");
        }

        // The primary ones first, so that each finds its place again when it is given back.
        var moving = other.identities.Where(theirs => !identities.Exists(own => own.Type == theirs.Type && own.Value == theirs.Value))
            .OrderByDescending(identity => identity.IsPrimary).ToList();
        moving.ForEach(identity => Move(identity, other, this));
        var names = other.Attributes.Keys.Where(name => !Attributes.ContainsKey(name)).ToList();
        names.ForEach(name => SetAttribute(name, other.Attributes[name]));
        var moved = new MovedRows
        {
            Identities = [.. moving.Select(identity => identity.Id)],
            Attributes = names,
            Name = DisplayName.Length == 0 && other.DisplayName.Length > 0,
            TimeZone = TimeZone is null && other.TimeZone is not null,
            Company = CompanyId is null && other.CompanyId is not null,
            FirstSeenBefore = FirstSeenAt,
        };
        DisplayName = DisplayName.Length > 0 ? DisplayName : other.DisplayName;
        TimeZone ??= other.TimeZone;
        CompanyId ??= other.CompanyId;
        FirstSeenAt = FirstSeenAt < other.FirstSeenAt ? FirstSeenAt : other.FirstSeenAt;
        Seen(other.LastSeenAt);
        other.MergedIntoId = Id;
        return moved;
    }

    /// <summary>Gives back to the other what was taken over of them. What was changed since then stays.</summary>
    public void GiveBack(Customer other, MovedRows moved)
    {
        foreach (var identity in moved.Identities.Select(id => identities.Find(identity => identity.Id == id)).OfType<CustomerIdentity>())
        {
            Move(identity, this, other);
        }

        foreach (var name in moved.Attributes.Where(name => Attributes.GetValueOrDefault(name) == other.Attributes.GetValueOrDefault(name)))
        {
            SetAttribute(name, null);
        }

        DisplayName = moved.Name && DisplayName == other.DisplayName ? "" : DisplayName;
        TimeZone = moved.TimeZone && TimeZone == other.TimeZone ? null : TimeZone;
        CompanyId = moved.Company && CompanyId == other.CompanyId ? null : CompanyId;
        FirstSeenAt = moved.FirstSeenBefore is { } before && FirstSeenAt == other.FirstSeenAt ? before : FirstSeenAt;
        other.MergedIntoId = null;
    }

    /// <summary>The site's own id of this person, which one record alone may have: given up here, taken there.</summary>
    /// <returns>False when there is nothing to take, or no room for it.</returns>
    public bool TakeExternalId(string? externalId)
    {
        if (externalId is null || ExternalId is not null)
        {
            return false;
        }

        ExternalId = externalId;
        return true;
    }

    /// <summary>Gives up the site's own id.</summary>
    public string? ReleaseExternalId()
    {
        var given = ExternalId;
        ExternalId = null;
        return given;
    }

    private static void Move(CustomerIdentity identity, Customer from, Customer to)
    {
        from.Forget(identity);
        identity.SetPrimary(!to.identities.Exists(other => other.Type == identity.Type && other.IsPrimary));
        to.identities.Add(identity);
    }
}
