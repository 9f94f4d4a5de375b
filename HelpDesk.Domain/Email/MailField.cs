namespace HelpDesk.Domain.Email;

/// <summary>One header field of a mail.</summary>
/// <param name="Name">As written; compared without case.</param>
/// <param name="Value">Unfolded and decoded, without line breaks and other control characters.</param>
public sealed record MailField(string Name, string Value);
