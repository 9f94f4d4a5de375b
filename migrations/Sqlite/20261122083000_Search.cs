using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace HelpDesk.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Search : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // A rebuild of the table Messages drops this trigger: that migration has to make it again.
            migrationBuilder.Sql("""
                CREATE VIRTUAL TABLE "MessageSearch" USING fts5("Words", content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0', prefix='2 3');
                """);
            migrationBuilder.Sql("""
                CREATE TRIGGER "MessageSearch_Forget" AFTER DELETE ON "Messages" BEGIN DELETE FROM "MessageSearch" WHERE rowid = OLD."Id"; END;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""DROP TRIGGER "MessageSearch_Forget";""");
            migrationBuilder.Sql("""DROP TABLE "MessageSearch";""");
        }
    }
}
