using HelpDesk.Domain.Email;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HelpDesk.Migrations.Mapping;

internal sealed class RawMailMapping : IEntityTypeConfiguration<RawMail>
{
    public void Configure(EntityTypeBuilder<RawMail> mail)
    {
        mail.Property(m => m.Hash).HasMaxLength(64);
        mail.Property(m => m.Folder).HasMaxLength(500);
        mail.Property(m => m.InternetMessageId).HasMaxLength(1_000);
        mail.Property(m => m.Error).HasMaxLength(2_000);
        mail.HasOne<Inbox>().WithMany().HasForeignKey(m => m.InboxId);
        mail.HasOne<MailAccount>().WithMany().HasForeignKey(m => m.AccountId).OnDelete(DeleteBehavior.SetNull);
        mail.HasIndex(m => new { m.AccountId, m.Folder, m.UidValidity, m.Uid }).IsUnique().HasFilter("\"AccountId\" IS NOT NULL");
        mail.HasIndex(m => new { m.AccountId, m.InternetMessageId });
        mail.HasIndex(m => m.DueAt).HasFilter("\"DueAt\" IS NOT NULL");
        mail.HasIndex(m => new { m.State, m.Id });
        mail.HasIndex(m => new { m.InboxId, m.Hash });
    }
}

internal sealed class MailMetaMapping : IEntityTypeConfiguration<MailMeta>
{
    public void Configure(EntityTypeBuilder<MailMeta> meta)
    {
        meta.HasKey(m => m.MessageId);
        meta.Property(m => m.MessageId).ValueGeneratedNever();
        meta.Property(m => m.InternetMessageId).HasMaxLength(1_000);
        meta.Property(m => m.ClaimedMessageId).HasMaxLength(1_000);
        meta.Property(m => m.InReplyTo).HasMaxLength(1_000);
        meta.Property(m => m.References).HasMaxLength(20_000);
        meta.Property(m => m.Subject).HasMaxLength(1_000);
        meta.Property(m => m.From).HasMaxLength(1_000);
        meta.Property(m => m.ReplyTo).HasMaxLength(1_000);
        meta.Property(m => m.To).HasMaxLength(20_000);
        meta.Property(m => m.Cc).HasMaxLength(20_000);
        meta.Property(m => m.Alias).HasMaxLength(320);
        meta.Property(m => m.Oddities).HasMaxLength(300);
        meta.HasOne<Message>().WithOne().HasForeignKey<MailMeta>(m => m.MessageId);
        meta.HasOne<Inbox>().WithMany().HasForeignKey(m => m.InboxId);
        meta.HasIndex(m => new { m.InboxId, m.InternetMessageId }).IsUnique();
    }
}

internal sealed class MailAccountMapping : IEntityTypeConfiguration<MailAccount>
{
    public void Configure(EntityTypeBuilder<MailAccount> account)
    {
        account.Property(a => a.Address).HasMaxLength(320);
        account.Property(a => a.Aliases).AsJson(10_000);
        account.Property(a => a.FromName).HasMaxLength(200);
        account.Property(a => a.Folders).AsJson(10_000);
        account.Property(a => a.AuthorityName).HasMaxLength(255);
        account.Property(a => a.Error).HasMaxLength(2_000);
        account.ComplexProperty(a => a.Incoming, Server);
        account.ComplexProperty(a => a.Outgoing, Server);
        account.HasOne<Inbox>().WithOne().HasForeignKey<MailAccount>(a => a.InboxId);
        account.HasIndex(a => a.Address).IsUnique();
    }

    private static void Server(ComplexPropertyBuilder<MailServer> server)
    {
        server.Ignore(s => s.Exists);
        server.Property(s => s.Host).HasMaxLength(255);
        server.Property(s => s.User).HasMaxLength(320);
        server.Property(s => s.Secret).HasMaxLength(4_000);
    }
}

internal sealed class MailFolderMapping : IEntityTypeConfiguration<MailFolder>
{
    public void Configure(EntityTypeBuilder<MailFolder> folder)
    {
        folder.Property(f => f.Name).HasMaxLength(500);
        folder.HasOne<MailAccount>().WithMany().HasForeignKey(f => f.AccountId);
        folder.HasIndex(f => new { f.AccountId, f.Name }).IsUnique();
    }
}
