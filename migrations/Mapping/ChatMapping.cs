using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Chat;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Events;
using HelpDesk.Domain.Work;
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

internal sealed class CsatResponseMapping : IEntityTypeConfiguration<CsatResponse>
{
    public void Configure(EntityTypeBuilder<CsatResponse> response)
    {
        response.Property(r => r.Comment).HasMaxLength(CsatResponse.MaxComment);
        response.HasOne(r => r.Ticket).WithMany().HasForeignKey(r => r.TicketId);
        response.HasOne<ChatSession>().WithMany().HasForeignKey(r => r.SessionId).OnDelete(DeleteBehavior.Cascade);
        response.HasOne<Customer>().WithMany().HasForeignKey(r => r.CustomerId);
        response.HasOne<Agent>().WithMany().HasForeignKey(r => r.AgentId).OnDelete(DeleteBehavior.SetNull);
        response.HasIndex(r => new { r.TicketId, r.SessionId }).IsUnique();
        response.HasIndex(r => r.RatedAt);
    }
}

internal sealed class IdentityKeyMapping : IEntityTypeConfiguration<IdentityKey>
{
    public void Configure(EntityTypeBuilder<IdentityKey> key)
    {
        key.Property(k => k.KeyId).HasMaxLength(40);
        key.Property(k => k.Secret).HasMaxLength(1_000);
        key.HasOne<Inbox>().WithMany().HasForeignKey(k => k.InboxId).OnDelete(DeleteBehavior.Cascade);
        key.HasIndex(k => new { k.InboxId, k.KeyId }).IsUnique();
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
