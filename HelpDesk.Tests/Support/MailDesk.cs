using HelpDesk.Domain.Email;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using HelpDesk.Web.Channels.Email;
using HelpDesk.Web.Outbox;
using Microsoft.EntityFrameworkCore;
using Channel = HelpDesk.Domain.Tickets.Channel;

namespace HelpDesk.Tests.Support;

/// <summary>Mail into and out of a <see cref="World"/>.</summary>
internal static class MailDesk
{
    public const string Address = "support@acme.example";

    /// <summary>Opens a mail inbox, by which the web inbox sends as well.</summary>
    public static Task<long> OpenMailAsync(this World world, string address = Address, string key = "mail", Action<MailAccount>? change = null) => world.WriteAsync(async db =>
    {
        var inbox = db.Inboxes.Add(new Inbox(key, "E-mail", Channel.Email)).Entity;
        await db.SaveChangesAsync();
        var account = db.MailAccounts.Add(new MailAccount(inbox.Id, address)).Entity;
        change?.Invoke(account);
        return inbox.Id;
    });

    /// <summary>A mail comes in and is read.</summary>
    /// <returns>The row of the raw mail.</returns>
    public static async Task<RawMail> ReceivesAsync(this World world, Eml mail) => await world.ReceivesAsync(mail.Bytes);

    /// <inheritdoc cref="ReceivesAsync(World, Eml)"/>
    public static async Task<RawMail> ReceivesAsync(this World world, byte[] mail)
    {
        using var content = new MemoryStream(mail);
        var id = await world.Get<MailDoor>().TakeAsync(content, MailSource.Pipe, inboxKey: null, CancellationToken.None);
        await world.ReadsMailAsync();
        return await world.ReadAsync(db => db.RawMails.AsNoTracking().SingleAsync(row => row.Id == id));
    }

    /// <summary>Everything that is due is read.</summary>
    public static async Task ReadsMailAsync(this World world)
    {
        while (await world.Get<MailTaking>().RunOnceAsync(CancellationToken.None))
        {
            // There may be more.
        }
    }

    /// <summary>A mail comes in and becomes a message.</summary>
    public static async Task<Message> GetsAsync(this World world, Eml mail)
    {
        var raw = await world.ReceivesAsync(mail);
        raw.Error.ShouldBeNull();
        return await world.ReadAsync(db => db.Messages.AsNoTracking().Include(message => message.Ticket).Include(message => message.Attachments).SingleAsync(message => message.RawMailId == raw.Id));
    }

    public static Task<MailMeta> MetaAsync(this World world, Message message) => world.ReadAsync(db => db.MailMetas.AsNoTracking().SingleAsync(meta => meta.MessageId == message.Id));

    /// <summary>The address that answers about a ticket go to.</summary>
    public static string ReplyAddress(this World world, long ticket, string mailbox = Address) => world.Get<MessageIds>().ReplyAddress(mailbox, ticket);

    /// <summary>What leaves now, oldest first.</summary>
    public static async Task<IReadOnlyList<Mail>> SendsAsync(this World world)
    {
        var before = Mail.Files(world.Data);
        await world.PassAsync(TimeSpan.FromSeconds(1));
        return [.. Mail.Files(world.Data).Except(before).Select(path => Mail.Parse(File.ReadAllText(path)))];
    }
}
