using HelpDesk.Domain.Customers;

namespace HelpDesk.Domain.Email;

/// <summary>The addresses of the desk itself. What comes from one of them is our own mail come back.</summary>
/// <param name="Addresses">Normalised.</param>
public sealed record OwnAddresses(IReadOnlySet<string> Addresses)
{
    /// <summary>True for each of them, also with a detail behind a plus (RFC 5233).</summary>
    public bool Holds(string? address) => EmailAddress.TryNormalise(address, out var normal) && (Addresses.Contains(normal) || Addresses.Contains(Bare(normal)));

    /// <summary>The address without its detail: <c>support+t1042@example.com</c> is a mailbox named <c>support</c>.</summary>
    /// <param name="address">Normalised.</param>
    public static string Bare(string address)
    {
        var at = address.LastIndexOf('@');
        var plus = address.IndexOf('+', StringComparison.Ordinal);
        return plus > 0 && plus < at ? address[..plus] + address[at..] : address;
    }
}
