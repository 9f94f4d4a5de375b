using System.Security.Cryptography.X509Certificates;
using HelpDesk.Domain.Email;

namespace HelpDesk.Web.Channels.Email.Imap;

/// <summary>How to reach a mailbox, with its secret in the clear. Lives only as long as a connection.</summary>
/// <param name="Host">A name or an address.</param>
/// <param name="Port">Usually 993 with TLS from the first byte, 143 otherwise.</param>
/// <param name="Security">How the connection is protected; it is never less than this says.</param>
/// <param name="User">As the server knows it.</param>
/// <param name="Secret">The password, or <c>Bearer</c>, a space and an access token for OAuth 2.</param>
internal sealed record ImapServer(string Host, int Port, MailSecurity Security, string User, string Secret)
{
    private const string Bearer = "Bearer ";

    /// <summary>How long the server may be silent while it owes us something, connecting included.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>How long one command may take, however busily the server talks.</summary>
    public TimeSpan CommandLimit { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Issuers of certificates that are trusted instead of the machine's; null for the machine's.</summary>
    public X509Certificate2Collection? Issuers { get; init; }

    /// <summary>An access token for OAuth 2; null when the secret is a password.</summary>
    public string? Token => Secret.StartsWith(Bearer, StringComparison.Ordinal) ? Secret[Bearer.Length..] : null;

    /// <summary>Without the secret, so that it can be logged.</summary>
    public override string ToString() => $"{User}@{Host}:{Port}";
}
