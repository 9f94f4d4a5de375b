using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Chat;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Email;
using HelpDesk.Domain.Events;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Migrations;

/// <summary>
/// The database. Reads take it from a factory for one operation; writes are given it by the writer. Saving adds the
/// events of what changed in the same transaction, so that no screen can miss a change.
/// </summary>
public abstract partial class HelpDeskDb(DbContextOptions options) : IdentityUserContext<Login, long>(options)
{
    /// <summary>Gives the instant of events; the writer sets its own.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    public DbSet<Ticket> Tickets => Set<Ticket>();

    public DbSet<TicketStatus> Statuses => Set<TicketStatus>();

    public DbSet<TicketTag> Tags => Set<TicketTag>();

    public DbSet<TicketLink> TicketLinks => Set<TicketLink>();

    public DbSet<Participant> Participants => Set<Participant>();

    public DbSet<Message> Messages => Set<Message>();

    public DbSet<Delivery> Deliveries => Set<Delivery>();

    public DbSet<Attachment> Attachments => Set<Attachment>();

    public DbSet<Draft> Drafts => Set<Draft>();

    public DbSet<AgentTicketState> AgentTicketStates => Set<AgentTicketState>();

    public DbSet<ChatSession> ChatSessions => Set<ChatSession>();

    public DbSet<VisitorAccess> VisitorAccesses => Set<VisitorAccess>();

    public DbSet<ChatLink> ChatLinks => Set<ChatLink>();

    public DbSet<CsatResponse> CsatResponses => Set<CsatResponse>();

    public DbSet<IdentityKey> IdentityKeys => Set<IdentityKey>();

    public DbSet<Customer> Customers => Set<Customer>();

    public DbSet<CustomerIdentity> CustomerIdentities => Set<CustomerIdentity>();

    public DbSet<CustomerNote> CustomerNotes => Set<CustomerNote>();

    public DbSet<CustomerEvent> CustomerEvents => Set<CustomerEvent>();

    public DbSet<AttributeDefinition> AttributeDefinitions => Set<AttributeDefinition>();

    public DbSet<Company> Companies => Set<Company>();

    public DbSet<Device> Devices => Set<Device>();

    public DbSet<PageVisit> PageVisits => Set<PageVisit>();

    public DbSet<Agent> Agents => Set<Agent>();

    public DbSet<AgentPresenceLog> PresenceLog => Set<AgentPresenceLog>();

    public DbSet<Team> Teams => Set<Team>();

    public DbSet<TeamMember> TeamMembers => Set<TeamMember>();

    public DbSet<Inbox> Inboxes => Set<Inbox>();

    public DbSet<Workspace> Workspaces => Set<Workspace>();

    public DbSet<Setting> Settings => Set<Setting>();

    public DbSet<Deadline> Deadlines => Set<Deadline>();

    public DbSet<Sequence> Sequences => Set<Sequence>();

    public DbSet<ApiToken> ApiTokens => Set<ApiToken>();

    public DbSet<IdempotentAnswer> IdempotentAnswers => Set<IdempotentAnswer>();

    public DbSet<CustomerMerge> CustomerMerges => Set<CustomerMerge>();

    public DbSet<JobRun> JobRuns => Set<JobRun>();

    public DbSet<MailAccount> MailAccounts => Set<MailAccount>();

    public DbSet<MailFolder> MailFolders => Set<MailFolder>();

    public DbSet<RawMail> RawMails => Set<RawMail>();

    public DbSet<MailMeta> MailMetas => Set<MailMeta>();

    public DbSet<Event> Events => Set<Event>();

    /// <summary>Takes the next ticket number inside the caller's transaction.</summary>
    public async Task<long> NextTicketNumberAsync(CancellationToken ct)
    {
        var sequence = await Sequences.SingleAsync(row => row.Name == Sequence.Tickets, ct);
        return sequence.Next();
    }

    /// <summary>Keeps searching and planning quick; a short piece of work inside the caller's transaction.</summary>
    public virtual Task TidyAsync(CancellationToken ct) => Task.CompletedTask;

    /// <summary>Takes over what the log has gathered, outside of every transaction; does nothing while others are at work.</summary>
    public virtual Task CheckpointAsync(CancellationToken ct) => Task.CompletedTask;

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        // Looked for once and not again at each of the steps below: the dearest part of saving few rows.
        ChangeTracker.DetectChanges();
        var automatic = ChangeTracker.AutoDetectChangesEnabled;
        ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            return ChangeTracker.HasChanges() ? await RecordAndSaveAsync(acceptAllChangesOnSuccess, cancellationToken) : 0;
        }
        finally
        {
            ChangeTracker.AutoDetectChangesEnabled = automatic;
        }
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(HelpDeskDb).Assembly);
        builder.Entity<Login>().ToTable("Logins");
        builder.Entity<IdentityUserClaim<long>>().ToTable("LoginClaims");
        builder.Entity<IdentityUserLogin<long>>().ToTable("LoginProviders");
        builder.Entity<IdentityUserToken<long>>().ToTable("LoginTokens");
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(30);
        configurationBuilder.Properties<TimeSpan>().HaveConversion<WholeSeconds>();
    }

    private Task<int> RecordAndSaveAsync(bool acceptAllChangesOnSuccess, CancellationToken ct)
    {
        RecordEvents();
        return SaveAndIndexAsync(acceptAllChangesOnSuccess, ct);
    }
}
