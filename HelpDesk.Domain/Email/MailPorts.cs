namespace HelpDesk.Domain.Email;

/// <summary>The ports that mail servers usually listen on, by how the connection is protected.</summary>
public static class MailPorts
{
    /// <summary>IMAP (RFC 8314 §3.2, RFC 9051 §2.1).</summary>
    public static int Incoming(MailSecurity security) => security switch
    {
        MailSecurity.Tls => 993,
        MailSecurity.StartTls or MailSecurity.None => 143,
    };

    /// <summary>SMTP: submission (RFC 8314 §3.3, RFC 6409 §3.1), and for what is not protected the port between servers (RFC 5321 §4.5.4.2).</summary>
    public static int Outgoing(MailSecurity security) => security switch
    {
        MailSecurity.Tls => 465,
        MailSecurity.StartTls => 587,
        MailSecurity.None => 25,
    };
}
