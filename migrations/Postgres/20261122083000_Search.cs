using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace HelpDesk.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Search : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                CREATE TABLE "MessageSearch" (
                    "MessageId" bigint PRIMARY KEY REFERENCES "Messages" ("Id") ON DELETE CASCADE,
                    "TicketId" bigint NOT NULL,
                    "Words" tsvector NOT NULL);
                CREATE INDEX "IX_MessageSearch_Words" ON "MessageSearch" USING gin ("Words");
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""DROP TABLE "MessageSearch";""");
        }
    }
}
