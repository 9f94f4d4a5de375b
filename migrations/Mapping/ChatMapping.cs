using HelpDesk.Domain.Chat;
using HelpDesk.Domain.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HelpDesk.Migrations.Mapping;

internal sealed class ChatSessionMapping : IEntityTypeConfiguration<ChatSession>
{
    public void Configure(EntityTypeBuilder<ChatSession> session)
    {
        session.Property(s => s.VisitorKey).HasMaxLength(40);
        session.HasOne(s => s.Ticket).WithMany().HasForeignKey(s => s.TicketId);
        session.HasOne(s => s.Customer).WithMany().HasForeignKey(s => s.CustomerId);
        session.HasIndex(s => s.TicketId).IsUnique().HasFilter("\"State\" NOT IN ('Ended', 'Missed')").HasDatabaseName("IX_ChatSessions_Live");
        session.HasIndex(s => new { s.TicketId, s.Id });
        session.HasIndex(s => s.State);
    }
}

internal sealed class VisitorAccessMapping : IEntityTypeConfiguration<VisitorAccess>
{
    public void Configure(EntityTypeBuilder<VisitorAccess> access)
    {
        access.HasKey(a => new { a.VisitorKey, a.TicketId });
        access.Property(a => a.VisitorKey).HasMaxLength(40);
        access.HasOne(a => a.Ticket).WithMany().HasForeignKey(a => a.TicketId);
    }
}

internal sealed class ChatLinkMapping : IEntityTypeConfiguration<ChatLink>
{
    public void Configure(EntityTypeBuilder<ChatLink> link)
    {
        link.Property(l => l.TokenHash).HasMaxLength(64);
        link.HasOne(l => l.Ticket).WithMany().HasForeignKey(l => l.TicketId);
        link.HasIndex(l => l.TokenHash).IsUnique();
    }
}

internal sealed class EventMapping : IEntityTypeConfiguration<Event>
{
    public void Configure(EntityTypeBuilder<Event> happened)
    {
        happened.HasOne(e => e.Ticket).WithMany().HasForeignKey(e => e.TicketId).OnDelete(DeleteBehavior.Cascade);
        happened.HasOne(e => e.Message).WithMany().HasForeignKey(e => e.MessageId).OnDelete(DeleteBehavior.Cascade);
        happened.HasIndex(e => new { e.TicketId, e.Id });
    }
}
