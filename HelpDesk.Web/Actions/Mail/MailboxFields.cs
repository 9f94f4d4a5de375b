using HelpDesk.Domain.Email;

namespace HelpDesk.Web.Actions.Mail;

/// <summary>What an administrator says about one mail server. An empty host: there is none.</summary>
/// <param name="Host">A name or an address.</param>
/// <param name="Port">1–65535; null when nothing was said.</param>
/// <param name="Security">How the connection is protected.</param>
/// <param name="User">Empty signs in as nobody.</param>
/// <param name="Password">In the clear; empty keeps the one that is stored.</param>
internal sealed record ServerFields(string Host, int? Port, MailSecurity Security, string User, string Password)
{
    /// <summary>Without the password, so that it can be logged.</summary>
    public override string ToString() => $"{User}@{Host}:{Port}";
}

/// <summary>What an administrator says about a mailbox and its inbox. Empty texts mean none.</summary>
internal sealed record MailboxFields
{
    public required string InboxName { get; init; }

    /// <summary>Where the inbox's tickets start; null for no team.</summary>
    public long? TeamId { get; init; }

    public required string Address { get; init; }

    public IReadOnlyList<string> Aliases { get; init; } = [];

    public string FromName { get; init; } = "";

    public string Signature { get; init; } = "";

    public required ServerFields Incoming { get; init; }

    public required ServerFields Outgoing { get; init; }

    /// <summary>None takes the INBOX.</summary>
    public IReadOnlyList<string> Folders { get; init; } = [];

    public bool TakesOld { get; init; }

    public bool HasPlusAddresses { get; init; } = true;

    public string Authority { get; init; } = "";
}
