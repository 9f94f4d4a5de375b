using System.Text;
using HelpDesk.Domain;
using HelpDesk.Domain.Email;
using HelpDesk.Web.Data;

namespace HelpDesk.Web.Actions.Mail;

/// <summary>
/// Makes of what was typed the server that is stored, its password protected. A refusal's code is the direction and the
/// field: <c>incoming-host</c>.
/// </summary>
internal static class MailboxServers
{
    private const int MaxHost = 255;
    private const int MaxUser = 320;

    /// <summary>Bytes. Access tokens are long; protected, this many still fit into their column.</summary>
    private const int MaxPassword = 2_500;

    /// <exception cref="RuleException">It makes no server.</exception>
    public static MailServer Incoming(ServerFields typed, MailServer known, MailSecrets secrets) => Make("incoming", typed, known, secrets);

    /// <inheritdoc cref="Incoming"/>
    public static MailServer Outgoing(ServerFields typed, MailServer known, MailSecrets secrets) => Make("outgoing", typed, known, secrets);

    private static MailServer Make(string direction, ServerFields typed, MailServer known, MailSecrets secrets)
    {
        var (host, user) = (typed.Host.Trim(), typed.User.Trim());
        if (host.Length == 0)
        {
            return MailServer.None;
        }

        if (host.Length > MaxHost || Uri.CheckHostName(host) == UriHostNameType.Unknown)
        {
            throw new RuleException($"{direction}-host", "“{0}” is no name of a mail server. An example: mail.example.com.", host);
        }

        if (typed.Port is not { } port || port is < 1 or > 65_535)
        {
            throw new RuleException($"{direction}-port", "A port is a number from 1 to 65535.");
        }

        CheckUser(direction, user, typed.Password);
        var server = new MailServer(host, port, typed.Security, user, "");
        return server with { Secret = typed.Password.Length > 0 ? secrets.Protect(typed.Password) : Keep(direction, server, known) };
    }

    private static void CheckUser(string direction, string user, string password)
    {
        if (user.Length > MaxUser || user.Any(char.IsControl))
        {
            throw new RuleException($"{direction}-user", "A user has one line of at most {0} characters.", MaxUser);
        }

        if (Encoding.UTF8.GetByteCount(password) > MaxPassword || password.Any(char.IsControl))
        {
            throw new RuleException($"{direction}-password", "A password has one line of at most {0} characters.", MaxPassword);
        }

        if (user.Length == 0 && password.Length > 0)
        {
            throw new RuleException($"{direction}-user", "Enter the user whose password this is. It is often the address itself.");
        }
    }

    // A password is told only to the server it was entered for, and never with less protection than it was entered with.
    private static string Keep(string direction, MailServer server, MailServer known)
    {
        if (server.User.Length == 0)
        {
            return "";
        }

        if (known.Secret.Length == 0)
        {
            throw new RuleException($"{direction}-password", "Enter the password of {0}.", server.User);
        }

        var same = known.Host == server.Host && known.Port == server.Port && known.User == server.User;
        return same && (server.Security != MailSecurity.None || known.Security == MailSecurity.None)
            ? known.Secret
            : throw new RuleException($"{direction}-password", "Enter the password again: the stored one was given for another server, port, user or a better protection.");
    }
}
