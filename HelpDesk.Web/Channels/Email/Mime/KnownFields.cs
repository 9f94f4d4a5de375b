namespace HelpDesk.Web.Channels.Email.Mime;

/// <summary>Names by which a line between others is known to be a header field.</summary>
internal static class KnownFields
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "Received",
        "Return-Path", "Delivered-To", "Envelope-To", "MIME-Version", "DKIM-Signature", "Authentication-Results", "Auto-Submitted",
        "Precedence", "Importance", "Priority", "User-Agent", "Thread-Topic", "Thread-Index", "Received-SPF",
    };

    private static readonly string[] Families = ["X-", "Content-", "List-", "Resent-", "ARC-"];

    public static bool Has(string name) =>
        Names.Contains(name) || Array.Exists(Families, family => name.StartsWith(family, StringComparison.OrdinalIgnoreCase));
}
