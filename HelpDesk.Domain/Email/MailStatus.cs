namespace HelpDesk.Domain.Email;

/// <summary>What the enhanced status codes of mail servers mean for us (RFC 3463, RFC 7505).</summary>
public static class MailStatus
{
    /// <summary>
    /// True when the address itself does not exist, so that nothing more is mailed to it. A full or blocked mailbox, a
    /// refused content or an unknown reason says nothing against the address.
    /// </summary>
    /// <param name="status">Such as <c>5.1.1</c>; null when the server gave none.</param>
    public static bool IsUnknownAddress(string? status) => status is "5.1.1" or "5.1.2" or "5.1.3" or "5.1.6" or "5.1.10";
}
