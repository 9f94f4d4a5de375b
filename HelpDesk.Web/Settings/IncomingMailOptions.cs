namespace HelpDesk.Web.Settings;

/// <summary>The section <c>Mail:Incoming</c>: the mailbox of the first mail inbox, where no screen made one.</summary>
internal sealed record IncomingMailOptions
{
    public const string Section = "Mail:Incoming";

    /// <summary>The IMAP server; empty fetches nothing.</summary>
    public string Host { get; init; } = "";

    public int Port { get; init; }

    /// <summary><c>none</c>, <c>starttls</c> or <c>tls</c>.</summary>
    public string Security { get; init; } = "";

    public string User { get; init; } = "";

    public string Password { get; init; } = "";

    public IReadOnlyList<string> Folders { get; init; } = [];

    public TimeSpan PollEvery { get; init; }

    /// <summary>Whose <c>Authentication-Results</c> count (RFC 8601); empty trusts nobody's.</summary>
    public string Authority { get; init; } = "";

    public bool HasHost => Host.Length == 0 || Uri.CheckHostName(Host) != UriHostNameType.Unknown;

    public bool HasPort => Port is > 0 and <= 65_535;

    public bool HasSecurity => OutgoingMailOptions.TrySecurity(Security, out _);

    public bool HasInterval => PollEvery >= TimeSpan.FromSeconds(1);
}
