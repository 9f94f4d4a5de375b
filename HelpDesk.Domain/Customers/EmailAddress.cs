namespace HelpDesk.Domain.Customers;

/// <summary>
/// A deliberately narrow reading of an e-mail address that a person typed: one mailbox, no comments, no quoting, no
/// groups. <c>System.Net.Mail.MailAddress</c> accepts much more and picks one of several addresses without a word.
/// </summary>
public static class EmailAddress
{
    /// <summary>RFC 5321 §4.5.3.1.3: a path is at most 256 octets, its brackets included.</summary>
    public const int MaxLength = 254;

    private const string AtomSpecials = "!#$%&'*+-/=?^_`{|}~.";

    /// <summary>Reads and normalises (trimmed, lower case). Never throws; false for anything doubtful.</summary>
    public static bool TryNormalise(string? text, out string address)
    {
        address = (text ?? "").Trim().ToLowerInvariant();
        var at = address.IndexOf('@', StringComparison.Ordinal);
        return address.Length <= MaxLength
            && at is > 0 and <= 64
            && IsLocalPart(address.AsSpan(0, at))
            && IsDomain(address.AsSpan(at + 1));
    }

    private static bool IsLocalPart(ReadOnlySpan<char> local)
    {
        foreach (var c in local)
        {
            if (!char.IsLetterOrDigit(c) && !AtomSpecials.Contains(c, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return local[0] != '.' && local[^1] != '.' && !local.Contains("..", StringComparison.Ordinal);
    }

    private static bool IsDomain(ReadOnlySpan<char> domain)
    {
        foreach (var label in domain.Split('.'))
        {
            if (!IsLabel(domain[label]))
            {
                return false;
            }
        }

        return domain.Contains('.');
    }

    private static bool IsLabel(ReadOnlySpan<char> label)
    {
        foreach (var c in label)
        {
            if (!char.IsLetterOrDigit(c) && c != '-')
            {
                return false;
            }
        }

        return label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-';
    }
}
