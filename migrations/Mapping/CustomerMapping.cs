using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Customers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HelpDesk.Migrations.Mapping;

internal sealed class CustomerMapping : IEntityTypeConfiguration<Customer>
{
    public void Configure(EntityTypeBuilder<Customer> customer)
    {
        customer.HasPublicId("cus_");
        customer.Property(c => c.DisplayName).HasMaxLength(200);
        customer.Property(c => c.Language).HasMaxLength(10);
        customer.Property(c => c.TimeZone).HasMaxLength(60);
        customer.Property(c => c.ExternalId).HasMaxLength(200);
        customer.Property(c => c.Attributes).AsJson(20_000);
        customer.Ignore(c => c.Email);
        customer.HasMany(c => c.Identities).WithOne().HasForeignKey(i => i.CustomerId);
        customer.HasOne<Company>().WithMany().HasForeignKey(c => c.CompanyId).OnDelete(DeleteBehavior.SetNull);
        customer.HasOne<Customer>().WithMany().HasForeignKey(c => c.MergedIntoId).OnDelete(DeleteBehavior.SetNull);
        customer.HasIndex(c => c.ExternalId).IsUnique();
        customer.HasIndex(c => new { c.LastSeenAt, c.Id });
    }
}

internal sealed class CustomerIdentityMapping : IEntityTypeConfiguration<CustomerIdentity>
{
    public void Configure(EntityTypeBuilder<CustomerIdentity> identity)
    {
        identity.Property(i => i.Value).HasMaxLength(320);
        identity.HasIndex(i => new { i.Type, i.Value }).IsUnique().HasFilter("\"VerifiedAt\" IS NOT NULL").HasDatabaseName("IX_CustomerIdentities_Proven");
        identity.HasIndex(i => new { i.Value, i.Type });
    }
}

internal sealed class CompanyMapping : IEntityTypeConfiguration<Company>
{
    public void Configure(EntityTypeBuilder<Company> company)
    {
        company.Property(c => c.Name).HasMaxLength(200);
        company.Property(c => c.Domains).AsJson(2_000);
        company.HasIndex(c => c.Name);
    }
}

internal sealed class CustomerMergeMapping : IEntityTypeConfiguration<CustomerMerge>
{
    public void Configure(EntityTypeBuilder<CustomerMerge> merge)
    {
        merge.Property(m => m.Moved).AsJson(1_000_000);
        merge.HasOne<Customer>().WithMany().HasForeignKey(m => m.FromId);
        merge.HasOne<Customer>().WithMany().HasForeignKey(m => m.IntoId);
        merge.HasOne<Agent>().WithMany().HasForeignKey(m => m.AgentId).OnDelete(DeleteBehavior.SetNull);
    }
}

internal sealed class CustomerNoteMapping : IEntityTypeConfiguration<CustomerNote>
{
    public void Configure(EntityTypeBuilder<CustomerNote> note)
    {
        note.Property(n => n.Text).HasMaxLength(20_000);
        note.HasOne<Customer>().WithMany().HasForeignKey(n => n.CustomerId);
        note.HasOne<Agent>().WithMany().HasForeignKey(n => n.AgentId);
    }
}

internal sealed class CustomerEventMapping : IEntityTypeConfiguration<CustomerEvent>
{
    public void Configure(EntityTypeBuilder<CustomerEvent> happened)
    {
        happened.Property(e => e.Type).HasMaxLength(100);
        happened.Property(e => e.Data).HasMaxLength(20_000);
        happened.HasOne<Customer>().WithMany().HasForeignKey(e => e.CustomerId);
        happened.HasIndex(e => new { e.CustomerId, e.At });
    }
}

internal sealed class DeviceMapping : IEntityTypeConfiguration<Device>
{
    public void Configure(EntityTypeBuilder<Device> device)
    {
        device.Property(d => d.VisitorKey).HasMaxLength(40);
        device.Property(d => d.UserAgent).HasMaxLength(500);
        device.Property(d => d.Locale).HasMaxLength(20);
        device.HasOne<Customer>().WithMany().HasForeignKey(d => d.CustomerId);
        device.HasIndex(d => d.VisitorKey).IsUnique();
    }
}

internal sealed class PageVisitMapping : IEntityTypeConfiguration<PageVisit>
{
    public void Configure(EntityTypeBuilder<PageVisit> visit)
    {
        visit.Property(v => v.Url).HasMaxLength(2_000);
        visit.Property(v => v.Title).HasMaxLength(300);
        visit.HasOne<Customer>().WithMany().HasForeignKey(v => v.CustomerId);
        visit.HasIndex(v => new { v.CustomerId, v.At });
    }
}

internal sealed class AttributeDefinitionMapping : IEntityTypeConfiguration<AttributeDefinition>
{
    public void Configure(EntityTypeBuilder<AttributeDefinition> definition)
    {
        definition.Property(d => d.Name).HasMaxLength(100);
        definition.Property(d => d.Label).HasMaxLength(100);
        definition.HasIndex(d => d.Name).IsUnique();
    }
}
