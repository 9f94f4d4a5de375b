using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HelpDesk.Migrations.Mapping;

internal sealed class TicketMapping : IEntityTypeConfiguration<Ticket>
{
    public void Configure(EntityTypeBuilder<Ticket> ticket)
    {
        ticket.Property(t => t.Subject).HasMaxLength(300);
        ticket.Property(t => t.Type).HasMaxLength(50);
        ticket.Property(t => t.Preview).HasMaxLength(200);
        ticket.Property(t => t.Attributes).AsJson(20_000);
        ticket.Property(t => t.Version).IsConcurrencyToken();
        ticket.HasOne(t => t.Customer).WithMany().HasForeignKey(t => t.CustomerId).OnDelete(DeleteBehavior.Restrict);
        ticket.HasOne<Inbox>().WithMany().HasForeignKey(t => t.InboxId).OnDelete(DeleteBehavior.Restrict);
        ticket.HasOne<TicketStatus>().WithMany().HasForeignKey(t => t.StatusId).OnDelete(DeleteBehavior.Restrict);
        ticket.HasOne<Agent>().WithMany().HasForeignKey(t => t.AssigneeId).OnDelete(DeleteBehavior.SetNull);
        ticket.HasOne<Team>().WithMany().HasForeignKey(t => t.TeamId).OnDelete(DeleteBehavior.SetNull);
        ticket.HasOne<Ticket>().WithMany().HasForeignKey(t => t.FollowUpOfId).OnDelete(DeleteBehavior.SetNull);
        ticket.HasOne<Ticket>().WithMany().HasForeignKey(t => t.MergedIntoId).OnDelete(DeleteBehavior.SetNull);
        ticket.HasMany(t => t.Messages).WithOne(m => m.Ticket).HasForeignKey(m => m.TicketId);
        ticket.HasMany(t => t.Tags).WithOne().HasForeignKey(tag => tag.TicketId);
        ticket.HasIndex(t => t.Number).IsUnique();
        ticket.HasIndex(t => new { t.Category, t.WaitingSince });
        ticket.HasIndex(t => new { t.AssigneeId, t.Category, t.WaitingSince });
        ticket.HasIndex(t => new { t.CustomerId, t.Id });
        ticket.HasIndex(t => new { t.UpdatedAt, t.Id });
        ticket.HasIndex(t => t.FirstResponseAt);
    }
}

internal sealed class TicketStatusMapping : IEntityTypeConfiguration<TicketStatus>
{
    public void Configure(EntityTypeBuilder<TicketStatus> status)
    {
        status.Property(s => s.Key).HasMaxLength(30);
        status.Property(s => s.Name).HasMaxLength(60);
        status.HasIndex(s => s.Key).IsUnique();
        status.HasData(Enum.GetValues<StatusCategory>().Select(category => new
        {
            Id = TicketStatus.DefaultId(category),
            Key = TicketStatus.KeyOf(category),
            Name = category == StatusCategory.OnHold ? "On hold" : category.ToString(),
            Category = category,
        }));
    }
}

internal sealed class TicketTagMapping : IEntityTypeConfiguration<TicketTag>
{
    public void Configure(EntityTypeBuilder<TicketTag> tag)
    {
        tag.ToTable("TicketTags").HasKey(t => new { t.TicketId, t.Name });
        tag.Property(t => t.Name).HasMaxLength(TicketTag.MaxLength);
        tag.HasIndex(t => t.Name);
    }
}

internal sealed class TicketLinkMapping : IEntityTypeConfiguration<TicketLink>
{
    public void Configure(EntityTypeBuilder<TicketLink> link)
    {
        link.HasKey(l => new { l.FromTicketId, l.ToTicketId, l.Type });
        link.HasOne<Ticket>().WithMany().HasForeignKey(l => l.FromTicketId);
        link.HasOne<Ticket>().WithMany().HasForeignKey(l => l.ToTicketId);
    }
}

internal sealed class ParticipantMapping : IEntityTypeConfiguration<Participant>
{
    public void Configure(EntityTypeBuilder<Participant> participant)
    {
        participant.Property(p => p.Address).HasMaxLength(320);
        participant.HasOne<Ticket>().WithMany().HasForeignKey(p => p.TicketId);
        participant.HasOne<Customer>().WithMany().HasForeignKey(p => p.CustomerId).OnDelete(DeleteBehavior.Cascade);
        participant.HasOne<Agent>().WithMany().HasForeignKey(p => p.AgentId).OnDelete(DeleteBehavior.Cascade);
        participant.HasOne<Agent>().WithMany().HasForeignKey(p => p.AcceptedById).OnDelete(DeleteBehavior.SetNull);
        participant.HasIndex(p => new { p.TicketId, p.Address }).IsUnique().HasFilter("\"Address\" IS NOT NULL");
    }
}

internal sealed class DraftMapping : IEntityTypeConfiguration<Draft>
{
    public void Configure(EntityTypeBuilder<Draft> draft)
    {
        draft.HasKey(d => new { d.TicketId, d.AgentId, d.Kind });
        draft.Property(d => d.Text).HasMaxLength(200_000);
        draft.Property(d => d.Recipients).HasMaxLength(20_000);
        draft.HasOne<Ticket>().WithMany().HasForeignKey(d => d.TicketId);
        draft.HasOne<Agent>().WithMany().HasForeignKey(d => d.AgentId);
    }
}

internal sealed class AgentTicketStateMapping : IEntityTypeConfiguration<AgentTicketState>
{
    public void Configure(EntityTypeBuilder<AgentTicketState> state)
    {
        state.HasKey(s => new { s.AgentId, s.TicketId });
        state.HasOne<Ticket>().WithMany().HasForeignKey(s => s.TicketId);
        state.HasOne<Agent>().WithMany().HasForeignKey(s => s.AgentId);
    }
}
