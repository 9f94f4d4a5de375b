using System.Text;
using HelpDesk.Domain.Email;

namespace HelpDesk.Web.Channels.Email;

/// <summary>
/// What our own receiving server found out about the sender (RFC 8601). Anybody can write such a field; only the topmost
/// one of the authority that was configured counts, because the server puts its own above what came with the mail.
/// </summary>
internal static class AuthenticationResults
{
    private const string Name = "Authentication-Results";

    /// <param name="fields">The head of the mail, from top to bottom.</param>
    /// <param name="authority">The name our server gives itself; null trusts nobody's word.</param>
    /// <param name="domain">The domain of From, which the result must be about.</param>
    public static MailVerdict Of(IReadOnlyList<MailField> fields, string? authority, string? domain)
    {
        if (string.IsNullOrEmpty(authority))
        {
            return MailVerdict.None;
        }

        var own = fields.Where(field => field.Name.Equals(Name, StringComparison.OrdinalIgnoreCase))
            .Select(field => WithoutComments(field.Value).Split(';'))
            .FirstOrDefault(parts => parts[0].Trim().Split(' ')[0].Equals(authority, StringComparison.OrdinalIgnoreCase));
        return own is null ? MailVerdict.None : own.Skip(1).Select(part => Verdict(part, domain)).FirstOrDefault(verdict => verdict != MailVerdict.None);
    }

    // "dmarc=fail header.from=example.com"
    private static MailVerdict Verdict(string part, string? domain)
    {
        var words = part.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var from = Array.Find(words, word => word.StartsWith("header.from=", StringComparison.OrdinalIgnoreCase))?["header.from=".Length..].Trim('"');
        var isOfSender = from is null || domain is null || from.Equals(domain, StringComparison.OrdinalIgnoreCase);
        return words.FirstOrDefault()?.ToLowerInvariant() switch
        {
            // Also when it is about another domain: nobody vouches for this one then.
            "dmarc=fail" => MailVerdict.Fail,
            "dmarc=pass" when isOfSender => MailVerdict.Pass,
            _ => MailVerdict.None,
        };
    }

    private static string WithoutComments(string value)
    {
        var (text, depth) = (new StringBuilder(value.Length), 0);
        foreach (var c in value)
        {
            depth += c == '(' ? 1 : c == ')' && depth > 0 ? -1 : 0;
            text.Append(depth > 0 ? ' ' : c == ')' ? ' ' : c);
        }

        return text.ToString();
    }
}
