namespace HelpDesk.Web.Channels.Email.Smtp;

/// <summary>How long a server may take (RFC 5321 §4.5.3.2).</summary>
internal static class SmtpTimeouts
{
    public static readonly TimeSpan Connect = TimeSpan.FromSeconds(30);

    /// <summary>Not in the RFC: the handshake is a few round trips.</summary>
    public static readonly TimeSpan Tls = TimeSpan.FromMinutes(1);

    /// <summary>Greeting, EHLO, AUTH, MAIL and RCPT.</summary>
    public static readonly TimeSpan Command = TimeSpan.FromMinutes(5);

    public static readonly TimeSpan Data = TimeSpan.FromMinutes(2);

    /// <summary>Writing one block of the message.</summary>
    public static readonly TimeSpan Block = TimeSpan.FromMinutes(3);

    /// <summary>The answer to the whole message. Shorter would make duplicates of mail that the server was still checking.</summary>
    public static readonly TimeSpan Handover = TimeSpan.FromMinutes(10);

    /// <summary>The mail has left: nobody waits long for a farewell.</summary>
    public static readonly TimeSpan Quit = TimeSpan.FromSeconds(5);
}
