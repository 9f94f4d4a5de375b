using HelpDesk.Domain.Email;
using HelpDesk.Domain.Work;
using HelpDesk.Web.Actions.Mail;

namespace HelpDesk.Web.Features.Mailboxes;

/// <summary>One mail server as it stands in the form. A stored password is never in it.</summary>
/// <param name="usualPort">Where such servers listen, by the protection.</param>
public sealed class ServerForm(Func<MailSecurity, int> usualPort)
{
    public string Host { get; set; } = "";

    public MailSecurity Security { get; set; }

    public int? Port { get; set; }

    public string User { get; set; } = "";

    public string Password { get; set; } = "";

    /// <summary>A password is stored, and kept when none is entered.</summary>
    public bool HasPassword { get; private set; }

    /// <summary>Chooses the protection; the port follows where it was the usual one.</summary>
    public void Protect(MailSecurity chosen)
    {
        Port = Port is null || Port == usualPort(Security) ? usualPort(chosen) : Port;
        Security = chosen;
    }

    internal ServerForm Take(MailServer server)
    {
        (Host, Security, User, HasPassword) = (server.Host, server.Exists ? server.Security : Security, server.User, server.Secret.Length > 0);
        Port = server.Exists ? server.Port : usualPort(Security);
        return this;
    }

    internal ServerFields Fields() => new(Host, Port, Security, User, Password);
}

/// <summary>A mailbox and its inbox as they stand in the form.</summary>
public sealed class MailboxForm
{
    public string InboxName { get; set; } = "";

    public long? TeamId { get; set; }

    public string Address { get; set; } = "";

    /// <summary>One a line.</summary>
    public string Aliases { get; set; } = "";

    public string FromName { get; set; } = "";

    public string Signature { get; set; } = "";

    public ServerForm Incoming { get; } = new ServerForm(MailPorts.Incoming) { Security = MailSecurity.Tls }.Take(MailServer.None);

    public ServerForm Outgoing { get; } = new ServerForm(MailPorts.Outgoing) { Security = MailSecurity.StartTls }.Take(MailServer.None);

    /// <summary>One a line.</summary>
    public string Folders { get; set; } = "INBOX";

    public bool TakesOld { get; set; }

    public bool HasPlusAddresses { get; set; } = true;

    public string Authority { get; set; } = "";

    /// <summary>Most servers know a mailbox by its address.</summary>
    public void Name(string address)
    {
        Address = address;
        Incoming.User = Incoming.User.Length > 0 ? Incoming.User : address.Trim();
        Outgoing.User = Outgoing.User.Length > 0 ? Outgoing.User : address.Trim();
    }

    internal static MailboxForm Of(Inbox inbox, MailAccount account)
    {
        var form = new MailboxForm
        {
            InboxName = inbox.Name,
            TeamId = inbox.TeamId,
            Address = account.Address,
            Aliases = string.Join('\n', account.Aliases),
            FromName = account.FromName ?? "",
            Signature = inbox.Signature ?? "",
            Folders = string.Join('\n', account.Folders),
            TakesOld = account.TakesOld,
            HasPlusAddresses = account.HasPlusAddresses,
            Authority = account.AuthorityName ?? "",
        };
        form.Incoming.Take(account.Incoming);
        form.Outgoing.Take(account.Outgoing);
        return form;
    }

    internal MailboxFields Fields() => new()
    {
        InboxName = InboxName,
        TeamId = TeamId,
        Address = Address,
        Aliases = Aliases.Split('\n'),
        FromName = FromName,
        Signature = Signature,
        Incoming = Incoming.Fields(),
        Outgoing = Outgoing.Fields(),
        Folders = Folders.Split('\n'),
        TakesOld = TakesOld,
        HasPlusAddresses = HasPlusAddresses,
        Authority = Authority,
    };
}
