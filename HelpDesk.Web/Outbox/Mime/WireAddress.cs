using System.Globalization;

namespace HelpDesk.Web.Outbox.Mime;

/// <summary>An address as it stands in a header field or a command.</summary>
internal static class WireAddress
{
    private const int MaxLength = 320;

    private static readonly IdnMapping Domains = new() { UseStd3AsciiRules = true };

    /// <summary>
    /// Writes the domain in ASCII (RFC 5890). False for what is not one plain address: with blanks, brackets, quotes or
    /// control characters it could end the place where it stands, and go on as something else.
    /// </summary>
    public static bool TryMake(string address, out string written)
    {
        written = "";
        var at = address.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && address.Length <= MaxLength && address.All(MayStand)
            && TryDomain(address[(at + 1)..], out var domain)
            && (written = $"{address[..at]}@{domain}").Length > 0;
    }

    private static bool MayStand(char c) =>
        !char.IsControl(c) && !char.IsWhiteSpace(c) && !"<>()[],;:\\\"".Contains(c, StringComparison.Ordinal);

    private static bool TryDomain(string domain, out string ascii)
    {
        ascii = domain;
        if (domain.Length == 0 || domain.Contains('@', StringComparison.Ordinal))
        {
            return false;
        }

        try
        {
            ascii = domain.All(char.IsAscii) ? domain : Domains.GetAscii(domain);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
