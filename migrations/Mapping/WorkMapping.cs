using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Hours;
using HelpDesk.Domain.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HelpDesk.Migrations.Mapping;

internal sealed class AgentMapping : IEntityTypeConfiguration<Agent>
{
    public void Configure(EntityTypeBuilder<Agent> agent)
    {
        agent.HasPublicId("agt_");
        agent.Property(a => a.Id).ValueGeneratedNever();
        agent.Property(a => a.Name).HasMaxLength(200);
        agent.Property(a => a.Email).HasMaxLength(320);
        agent.Property(a => a.Signature).HasMaxLength(4_000);
        agent.Property(a => a.Language).HasMaxLength(10);
        agent.Property(a => a.TimeZone).HasMaxLength(60);
        agent.HasOne<Login>().WithOne().HasForeignKey<Agent>(a => a.Id);
        agent.HasIndex(a => a.Email);
    }
}

internal sealed class AgentPresenceLogMapping : IEntityTypeConfiguration<AgentPresenceLog>
{
    public void Configure(EntityTypeBuilder<AgentPresenceLog> log)
    {
        log.HasOne<Agent>().WithMany().HasForeignKey(l => l.AgentId);
        log.HasIndex(l => new { l.AgentId, l.At });
    }
}

internal sealed class TeamMapping : IEntityTypeConfiguration<Team>
{
    public void Configure(EntityTypeBuilder<Team> team)
    {
        team.HasPublicId("team_");
        team.Property(t => t.Name).HasMaxLength(100);
        team.Property(t => t.Signature).HasMaxLength(4_000);
        team.HasMany(t => t.Members).WithOne().HasForeignKey(m => m.TeamId);
        team.HasOne<Calendar>().WithMany().HasForeignKey(t => t.CalendarId).OnDelete(DeleteBehavior.SetNull);
    }
}

internal sealed class TeamMemberMapping : IEntityTypeConfiguration<TeamMember>
{
    public void Configure(EntityTypeBuilder<TeamMember> member)
    {
        member.HasKey(m => new { m.TeamId, m.AgentId });
        member.HasOne<Agent>().WithMany().HasForeignKey(m => m.AgentId);
    }
}

internal sealed class InboxMapping : IEntityTypeConfiguration<Inbox>
{
    public void Configure(EntityTypeBuilder<Inbox> inbox)
    {
        inbox.HasPublicId("inb_");
        inbox.Property(i => i.Key).HasMaxLength(60);
        inbox.Property(i => i.Name).HasMaxLength(100);
        inbox.Property(i => i.Widget).AsJson(100_000);
        inbox.Property(i => i.Signature).HasMaxLength(4_000);
        inbox.Property(i => i.SnippetSeenOn).HasMaxLength(300);
        inbox.HasOne<Team>().WithMany().HasForeignKey(i => i.TeamId).OnDelete(DeleteBehavior.SetNull);
        inbox.HasOne<Calendar>().WithMany().HasForeignKey(i => i.CalendarId).OnDelete(DeleteBehavior.SetNull);
        inbox.HasOne<Inbox>().WithMany().HasForeignKey(i => i.SendsThroughInboxId).OnDelete(DeleteBehavior.SetNull);
        inbox.HasIndex(i => i.Key).IsUnique();
    }
}

internal sealed class WorkspaceMapping : IEntityTypeConfiguration<Workspace>
{
    public void Configure(EntityTypeBuilder<Workspace> workspace)
    {
        workspace.Property(w => w.Id).ValueGeneratedNever();
        workspace.Property(w => w.Name).HasMaxLength(100);
        workspace.Property(w => w.Language).HasMaxLength(10);
        workspace.Property(w => w.TimeZone).HasMaxLength(60);
        workspace.HasOne<Calendar>().WithMany().HasForeignKey(w => w.CalendarId).OnDelete(DeleteBehavior.SetNull);
    }
}

internal sealed class SettingMapping : IEntityTypeConfiguration<Setting>
{
    public void Configure(EntityTypeBuilder<Setting> setting)
    {
        setting.Property(s => s.Key).HasMaxLength(100);
        setting.Property(s => s.Value).HasMaxLength(2_000);
        setting.HasOne<Inbox>().WithMany().HasForeignKey(s => s.InboxId).OnDelete(DeleteBehavior.Cascade);
        setting.HasIndex(s => new { s.InboxId, s.Key }).IsUnique();
    }
}

internal sealed class DeadlineMapping : IEntityTypeConfiguration<Deadline>
{
    public void Configure(EntityTypeBuilder<Deadline> deadline)
    {
        deadline.Property(d => d.Error).HasMaxLength(2_000);
        deadline.HasIndex(d => new { d.TargetId, d.Kind }).IsUnique();
        deadline.HasIndex(d => d.DueAt);
    }
}

internal sealed class JobRunMapping : IEntityTypeConfiguration<JobRun>
{
    public void Configure(EntityTypeBuilder<JobRun> run)
    {
        run.HasKey(r => r.Name);
        run.Property(r => r.Name).HasMaxLength(60);
        run.Property(r => r.Error).HasMaxLength(2_000);
    }
}

internal sealed class SequenceMapping : IEntityTypeConfiguration<Sequence>
{
    public void Configure(EntityTypeBuilder<Sequence> sequence)
    {
        sequence.HasKey(s => s.Name);
        sequence.Property(s => s.Name).HasMaxLength(30);

        // The first ticket is 1001: a number that people recognise as one.
        sequence.HasData(new { Name = Sequence.Tickets, Last = 1000L });
    }
}

internal sealed class ApiTokenMapping : IEntityTypeConfiguration<ApiToken>
{
    public void Configure(EntityTypeBuilder<ApiToken> token)
    {
        token.Property(t => t.Name).HasMaxLength(100);
        token.Property(t => t.Hash).HasMaxLength(64);
        token.Property(t => t.Scopes).HasConversion<int>();
        token.HasOne<Agent>().WithMany().HasForeignKey(t => t.AgentId).OnDelete(DeleteBehavior.Cascade);
        token.HasIndex(t => t.Hash).IsUnique();
    }
}

internal sealed class IdempotentAnswerMapping : IEntityTypeConfiguration<IdempotentAnswer>
{
    public void Configure(EntityTypeBuilder<IdempotentAnswer> answer)
    {
        answer.HasKey(a => new { a.TokenId, a.Key });
        answer.Property(a => a.Key).HasMaxLength(200);
        answer.Property(a => a.RequestHash).HasMaxLength(64);
        answer.Property(a => a.Body).HasMaxLength(1_000_000);
        answer.HasOne<ApiToken>().WithMany().HasForeignKey(a => a.TokenId);
        answer.HasIndex(a => a.CreatedAt);
    }
}
