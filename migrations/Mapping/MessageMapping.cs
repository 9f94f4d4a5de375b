using HelpDesk.Domain.Email;
using HelpDesk.Domain.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HelpDesk.Migrations.Mapping;

internal sealed class MessageMapping : IEntityTypeConfiguration<Message>
{
    public void Configure(EntityTypeBuilder<Message> message)
    {
        message.HasPublicId("msg_");
        message.Property(m => m.BodyText).HasMaxLength(1_000_000);
        message.Property(m => m.BodyHtml).HasMaxLength(5_000_000);
        message.Property(m => m.QuotedText).HasMaxLength(1_000_000);
        message.Property(m => m.QuotedHtml).HasMaxLength(5_000_000);
        message.Property(m => m.Content).AsJson(100_000);
        message.Property(m => m.ClientKey).HasMaxLength(100);
        message.Property(m => m.ActivityFrom).HasMaxLength(Activity.MaxLength);
        message.Property(m => m.ActivityTo).HasMaxLength(Activity.MaxLength);
        message.HasMany(m => m.Deliveries).WithOne(d => d.Message).HasForeignKey(d => d.MessageId);
        message.HasMany(m => m.Attachments).WithOne().HasForeignKey(a => a.MessageId).OnDelete(DeleteBehavior.Cascade);
        message.HasOne<RawMail>().WithMany().HasForeignKey(m => m.RawMailId).OnDelete(DeleteBehavior.SetNull);
        message.HasIndex(m => new { m.TicketId, m.Seq }).IsUnique();
        message.HasIndex(m => new { m.AuthorKind, m.AuthorId, m.ClientKey }).IsUnique().HasFilter("\"ClientKey\" IS NOT NULL");
    }
}

internal sealed class DeliveryMapping : IEntityTypeConfiguration<Delivery>
{
    public void Configure(EntityTypeBuilder<Delivery> delivery)
    {
        delivery.Property(d => d.Recipient).HasMaxLength(320);
        delivery.Property(d => d.ProviderMessageId).HasMaxLength(300);
        delivery.Property(d => d.Error).HasMaxLength(2_000);
        delivery.Property(d => d.Response).HasMaxLength(1_000);
        delivery.HasOne(d => d.Ticket).WithMany().HasForeignKey(d => d.TicketId);
        delivery.HasIndex(d => d.DueAt).HasFilter("\"DueAt\" IS NOT NULL");
        delivery.HasIndex(d => new { d.TicketId, d.Channel, d.State });
        delivery.HasIndex(d => new { d.Channel, d.Recipient, d.StateAt });
        delivery.HasIndex(d => new { d.Channel, d.State, d.StateAt });
        delivery.HasIndex(d => d.ProviderMessageId).HasFilter("\"ProviderMessageId\" IS NOT NULL");
    }
}

internal sealed class AttachmentMapping : IEntityTypeConfiguration<Attachment>
{
    public void Configure(EntityTypeBuilder<Attachment> attachment)
    {
        attachment.HasPublicId("att_");
        attachment.Property(a => a.Name).HasMaxLength(255);
        attachment.Property(a => a.MediaType).HasMaxLength(100);
        attachment.Property(a => a.Hash).HasMaxLength(64);
        attachment.Property(a => a.ContentId).HasMaxLength(300);
        attachment.Property(a => a.UploadedBy).HasMaxLength(100);
        attachment.HasIndex(a => a.CreatedAt).HasFilter("\"MessageId\" IS NULL");
        attachment.HasIndex(a => a.Hash);
    }
}
