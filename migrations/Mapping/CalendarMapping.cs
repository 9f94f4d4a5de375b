using HelpDesk.Domain.Hours;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HelpDesk.Migrations.Mapping;

internal sealed class CalendarMapping : IEntityTypeConfiguration<Calendar>
{
    public void Configure(EntityTypeBuilder<Calendar> calendar)
    {
        calendar.Property(c => c.Name).HasMaxLength(100);
        calendar.Property(c => c.TimeZoneId).HasMaxLength(60);
        calendar.Property(c => c.Weekly).AsJson(50_000);
        calendar.Property(c => c.Exceptions).AsJson(500_000);
    }
}
