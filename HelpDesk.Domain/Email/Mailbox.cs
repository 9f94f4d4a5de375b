namespace HelpDesk.Domain.Email;

/// <summary>One mailbox as a header field names it (RFC 5322 §3.4).</summary>
/// <param name="Name">The display name, decoded; empty where there is none.</param>
/// <param name="Address">
/// The address as written, without its brackets; the group syntax and comments are gone. Empty where the field held a name
/// alone.
/// </param>
public sealed record Mailbox(string Name, string Address);
