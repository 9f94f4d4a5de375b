using HelpDesk.Domain.Email;
using HelpDesk.Web.Outbox.Mime;

namespace HelpDesk.Web.Settings;

/// <summary>The section <c>Mail:Outgoing</c>: how mail leaves where no mailbox on screen says otherwise.</summary>
internal sealed record OutgoingMailOptions
{
    public const string Section = "Mail:Outgoing";

    /// <summary>The server that takes our mail; empty writes it to <c>outgoing/</c> in the data folder.</summary>
    public string Host { get; init; } = "";

    public int Port { get; init; }

    /// <summary><c>none</c>, <c>starttls</c> or <c>tls</c>.</summary>
    public string Security { get; init; } = "";

    /// <summary>Empty signs in as nobody.</summary>
    public string User { get; init; } = "";

    public string Password { get; init; } = "";

    /// <summary>The address mail comes from; empty takes <c>helpdesk@</c> and the host of <c>PublicUrl</c>.</summary>
    public string From { get; init; } = "";

    public bool HasHost => Host.Length == 0 || Uri.CheckHostName(Host) != UriHostNameType.Unknown;

    public bool HasPort => Port is > 0 and <= 65_535;

    public bool HasSecurity => TrySecurity(Security, out _);

    public bool HasFrom => From.Length == 0 || WireAddress.TryMake(From, out _);

    public bool HasCredentials => (User + Password).All(c => !char.IsControl(c)) && (Password.Length == 0 || User.Length > 0);

    /// <summary>Reads the word of a setting. Numbers are no words.</summary>
    public static bool TrySecurity(string word, out MailSecurity security) =>
        Enum.TryParse(word, ignoreCase: true, out security) && word.All(char.IsAsciiLetter);
}
