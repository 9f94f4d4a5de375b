using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using HelpDesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace HelpDesk.Tests.Migrations;

/// <summary>What holds for every table, whoever adds the next one; on the model of each database.</summary>
public sealed class SchemaTests
{
    /// <summary>What the ticket list asks for.</summary>
    private static readonly string[] Filters =
    [
        nameof(Ticket.Category), nameof(Ticket.AssigneeId), nameof(Ticket.TeamId), nameof(Ticket.InboxId), nameof(Ticket.CustomerId),
        nameof(Ticket.Number), nameof(Ticket.UpdatedAt),
    ];

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public void The_history_makes_the_model(string database)
    {
        using var db = Open(database);

        db.Database.HasPendingModelChanges().ShouldBeFalse($"{database}: run migrations/add.sh");
    }

    [Fact]
    public void Both_histories_have_the_same_steps()
    {
        using var sqlite = Open(Databases.Sqlite);
        using var postgres = Open(Databases.Postgres);

        Names(sqlite).ShouldBe(Names(postgres));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public void Every_text_has_a_length(string database)
    {
        using var db = Open(database);

        Entities(db).SelectMany(entity => entity.GetDeclaredProperties())
            .Where(property => (property.GetTypeMapping().Converter?.ProviderClrType ?? property.ClrType) == typeof(string))
            .Where(property => property.GetMaxLength() is null && !IsIdentitys(property))
            .Select(property => $"{property.DeclaringType.DisplayName()}.{property.Name}")
            .ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public void Every_foreign_key_has_an_index(string database)
    {
        using var db = Open(database);

        Entities(db).SelectMany(entity => entity.GetDeclaredForeignKeys())
            .Where(key => !BeginsAnIndex(key.DeclaringEntityType, [.. key.Properties.Select(property => property.Name)]))
            .Select(key => $"{key.DeclaringEntityType.DisplayName()}: {string.Join(", ", key.Properties.Select(property => property.Name))}")
            .ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public void Every_filter_of_the_ticket_list_has_an_index(string database)
    {
        using var db = Open(database);
        var tickets = db.Model.FindEntityType(typeof(Ticket))!;

        Filters.Where(filter => !BeginsAnIndex(tickets, [filter])).ShouldBeEmpty();
        BeginsAnIndex(db.Model.FindEntityType(typeof(TicketTag))!, [nameof(TicketTag.Name)]).ShouldBeTrue();
    }

    private static HelpDeskDb Open(string database) => database == Databases.Sqlite
        ? new SqliteDb(new DbContextOptionsBuilder<SqliteDb>().UseSqlite("Data Source=:memory:").Options)
        : new PostgresDb(new DbContextOptionsBuilder<PostgresDb>().UseNpgsql("Host=localhost").Options);

    private static IEnumerable<IEntityType> Entities(HelpDeskDb db) => db.GetService<IDesignTimeModel>().Model.GetEntityTypes();

    private static bool BeginsAnIndex(IEntityType entity, string[] properties) =>
        entity.GetIndexes().Select(index => index.Properties)
            .Concat(entity.GetKeys().Select(key => key.Properties))
            .Any(indexed => indexed.Take(properties.Length).Select(property => property.Name).SequenceEqual(properties));

    // What Identity brings is as Identity wants it.
    private static bool IsIdentitys(IProperty property) =>
        property.PropertyInfo?.DeclaringType?.Namespace?.StartsWith("Microsoft.AspNetCore.Identity", StringComparison.Ordinal) == true;

    private static IEnumerable<string> Names(HelpDeskDb db) => db.Database.GetMigrations().Select(name => name[(name.IndexOf('_', StringComparison.Ordinal) + 1)..]);
}
