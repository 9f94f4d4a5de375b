using HelpDesk.Domain.Customers;
using HelpDesk.Web.Ui;
using Microsoft.Extensions.Localization;

namespace HelpDesk.Web.Features.Customers;

/// <summary>One line of what a record will say after a merge.</summary>
/// <param name="Label">What it is about.</param>
/// <param name="Kept">What it will say.</param>
/// <param name="Dropped">What the other record said instead; null where nothing is lost from sight.</param>
public sealed record MergeLine(string Label, string Kept, string? Dropped);

/// <summary>What two records will be as one, by the rule of <see cref="Customer.Absorb"/>: the survivor's own values win, empty ones are filled.</summary>
internal static class MergePreview
{
    /// <summary>The site's own system says that they are two people.</summary>
    public static bool AreTwo(CustomerRecord one, CustomerRecord other) =>
        one.ExternalId is not null && other.ExternalId is not null && one.ExternalId != other.ExternalId;

    /// <summary>Whether the first of two had better stay: the one your own system knows, then the one with a proven address, then the older.</summary>
    public static bool StaysFirst(CustomerRecord one, CustomerRecord other) => RankOf(one).CompareTo(RankOf(other)) switch
    {
        0 => one.FirstSeenAt <= other.FirstSeenAt,
        var better => better > 0,
    };

    public static IReadOnlyList<MergeLine> Of(IStringLocalizer L, CustomerRecord survivor, CustomerRecord gone)
    {
        var attributes = survivor.Attributes.Keys.Union(gone.Attributes.Keys).Order(StringComparer.CurrentCulture)
            .Select(name => One(name, survivor.Attributes.GetValueOrDefault(name), gone.Attributes.GetValueOrDefault(name)));
        MergeLine?[] known =
        [
            One(L["Name"], survivor.Name, gone.Name),
            All(L["E-mail"], IdentityType.Email, survivor, gone),
            All(L["Phone"], IdentityType.Phone, survivor, gone),
            One(L["Company"], survivor.Company, gone.Company),
            One(L["Language"], Words.Language(survivor.Language), Words.Language(gone.Language)),
            One(L["Time zone"], survivor.TimeZone, gone.TimeZone),
            One(L["Your id"], survivor.ExternalId, gone.ExternalId),
            survivor.IsBlocked == gone.IsBlocked ? null : One(L["Blocked"], Answer(survivor.IsBlocked), Answer(gone.IsBlocked)),
        ];
        return [.. known.Concat(attributes).OfType<MergeLine>()];

        string Answer(bool yes) => yes ? L["yes"] : L["no"];
    }

    private static (bool, bool) RankOf(CustomerRecord record) =>
        (record.ExternalId is not null, record.Addresses.Any(address => address is { Type: IdentityType.Email, IsProven: true }));

    private static MergeLine? One(string label, string? own, string? theirs) => (own, theirs) switch
    {
        (null or "", null or "") => null,
        (null or "", var filled) => new MergeLine(label, filled, null),
        _ => new MergeLine(label, own, string.IsNullOrEmpty(theirs) || theirs == own ? null : theirs),
    };

    private static MergeLine? All(string label, IdentityType type, CustomerRecord survivor, CustomerRecord gone)
    {
        var all = survivor.Addresses.Concat(gone.Addresses).Where(address => address.Type == type).Select(address => address.Value).Distinct().ToList();
        return all.Count > 0 ? new MergeLine(label, string.Join(", ", all), null) : null;
    }
}
