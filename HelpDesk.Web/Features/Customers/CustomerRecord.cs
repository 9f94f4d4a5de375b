using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Tickets;

namespace HelpDesk.Web.Features.Customers;

/// <summary>All that is known of a customer, as their record shows it.</summary>
public sealed record CustomerRecord(
    long Id,
    string PublicId,
    string Name,
    string Language,
    string? TimeZone,
    string? Company,
    string? ExternalId,
    bool IsBlocked,
    DateTimeOffset FirstSeenAt,
    DateTimeOffset LastSeenAt,
    IReadOnlyDictionary<string, string> Attributes,
    IReadOnlyList<AddressView> Addresses,
    IReadOnlyList<NoteView> Notes,
    IReadOnlyList<PastTicket> Tickets,
    DeviceView? Device,
    PageView? Page)
{
    /// <summary>The site has signed who this is.</summary>
    public bool IsSigned { get; init; }

    /// <summary>Public id of the record that this one went up in; null while it stands for itself.</summary>
    public string? MergedInto { get; init; }

    /// <summary>When everything about this person was erased; null while it was not.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>The records that went up in this one and were not taken out again, the newest first.</summary>
    public IReadOnlyList<MergeView> Merges { get; init; } = [];
}

/// <summary>A record that went up in the one on screen.</summary>
/// <param name="Id">By which it is undone.</param>
/// <param name="PublicId">Of the record that is no more.</param>
/// <param name="Name">Of the same; empty for a visitor without one.</param>
/// <param name="By">The agent; null when a proof did it.</param>
/// <param name="At">When.</param>
public sealed record MergeView(long Id, string PublicId, string Name, string? By, DateTimeOffset At);

public sealed record AddressView(long Id, IdentityType Type, string Value, bool IsPrimary, bool IsProven, bool IsBouncing);

public sealed record NoteView(long Id, string Text, string Author, DateTimeOffset CreatedAt);

public sealed record PastTicket(long Id, long Number, string Subject, StatusCategory Category, DateTimeOffset UpdatedAt);

public sealed record DeviceView(string UserAgent, DateTimeOffset LastSeenAt)
{
    /// <summary>Browser and system in two words, as far as the foreign text tells.</summary>
    public string Name => $"{First(UserAgent, ("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")) ?? "Browser"} · "
        + (First(UserAgent, ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS", "macOS"), ("Linux", "Linux")) ?? "?");

    private static string? First(string text, params (string Sign, string Name)[] known) =>
        known.Where(entry => text.Contains(entry.Sign, StringComparison.Ordinal)).Select(entry => entry.Name).FirstOrDefault();
}

public sealed record PageView(string Url, string? Title, DateTimeOffset At)
{
    /// <summary>The address, when a browser may follow it.</summary>
    public string? Href => Uri.TryCreate(Url, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps) ? uri.AbsoluteUri : null;
}
