using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace HelpDesk.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Mail : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_RawMails_Hash",
                table: "RawMails");

            migrationBuilder.DropIndex(
                name: "IX_RawMails_InboxId",
                table: "RawMails");

            migrationBuilder.DropIndex(
                name: "IX_Participants_TicketId",
                table: "Participants");

            migrationBuilder.AddColumn<long>(
                name: "AccountId",
                table: "RawMails",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Attempts",
                table: "RawMails",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "DueAt",
                table: "RawMails",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Error",
                table: "RawMails",
                type: "TEXT",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Folder",
                table: "RawMails",
                type: "TEXT",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "InternetMessageId",
                table: "RawMails",
                type: "TEXT",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsHeadOnly",
                table: "RawMails",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "IsOld",
                table: "RawMails",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "LeaseUntil",
                table: "RawMails",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Source",
                table: "RawMails",
                type: "TEXT",
                maxLength: 30,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "State",
                table: "RawMails",
                type: "TEXT",
                maxLength: 30,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "Uid",
                table: "RawMails",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "UidValidity",
                table: "RawMails",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Address",
                table: "Participants",
                type: "TEXT",
                maxLength: 320,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "QuotedText",
                table: "Messages",
                type: "TEXT",
                maxLength: 1000000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Alias",
                table: "MailMetas",
                type: "TEXT",
                maxLength: 320,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ClaimedMessageId",
                table: "MailMetas",
                type: "TEXT",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Hint",
                table: "MailMetas",
                type: "TEXT",
                maxLength: 30,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Oddities",
                table: "MailMetas",
                type: "TEXT",
                maxLength: 300,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "ReplyTo",
                table: "MailMetas",
                type: "TEXT",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Standing",
                table: "MailMetas",
                type: "TEXT",
                maxLength: 30,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Subject",
                table: "MailMetas",
                type: "TEXT",
                maxLength: 1000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Verdict",
                table: "MailMetas",
                type: "TEXT",
                maxLength: 30,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "FirstTriedAt",
                table: "Deliveries",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Response",
                table: "Deliveries",
                type: "TEXT",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Role",
                table: "Deliveries",
                type: "TEXT",
                maxLength: 30,
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "CustomerMerges",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    FromId = table.Column<long>(type: "INTEGER", nullable: false),
                    IntoId = table.Column<long>(type: "INTEGER", nullable: false),
                    AgentId = table.Column<long>(type: "INTEGER", nullable: true),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    UndoneAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Moved = table.Column<string>(type: "TEXT", maxLength: 1000000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CustomerMerges", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CustomerMerges_Agents_AgentId",
                        column: x => x.AgentId,
                        principalTable: "Agents",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "FK_CustomerMerges_Customers_FromId",
                        column: x => x.FromId,
                        principalTable: "Customers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_CustomerMerges_Customers_IntoId",
                        column: x => x.IntoId,
                        principalTable: "Customers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "JobRuns",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Took = table.Column<long>(type: "INTEGER", nullable: false),
                    Error = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_JobRuns", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "MailAccounts",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    InboxId = table.Column<long>(type: "INTEGER", nullable: false),
                    Address = table.Column<string>(type: "TEXT", maxLength: 320, nullable: false),
                    Aliases = table.Column<string>(type: "TEXT", maxLength: 10000, nullable: false),
                    FromName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Folders = table.Column<string>(type: "TEXT", maxLength: 10000, nullable: false),
                    PollEvery = table.Column<long>(type: "INTEGER", nullable: false),
                    TakesOld = table.Column<bool>(type: "INTEGER", nullable: false),
                    HasPlusAddresses = table.Column<bool>(type: "INTEGER", nullable: false),
                    AuthorityName = table.Column<string>(type: "TEXT", maxLength: 255, nullable: true),
                    IsConfigured = table.Column<bool>(type: "INTEGER", nullable: false),
                    IsPaused = table.Column<bool>(type: "INTEGER", nullable: false),
                    SucceededAt = table.Column<long>(type: "INTEGER", nullable: true),
                    FailingSince = table.Column<long>(type: "INTEGER", nullable: true),
                    Failures = table.Column<int>(type: "INTEGER", nullable: false),
                    NextTryAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Error = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    Incoming_Host = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    Incoming_Port = table.Column<int>(type: "INTEGER", nullable: false),
                    Incoming_Secret = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    Incoming_Security = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    Incoming_User = table.Column<string>(type: "TEXT", maxLength: 320, nullable: false),
                    Outgoing_Host = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    Outgoing_Port = table.Column<int>(type: "INTEGER", nullable: false),
                    Outgoing_Secret = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    Outgoing_Security = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    Outgoing_User = table.Column<string>(type: "TEXT", maxLength: 320, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MailAccounts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_MailAccounts_Inboxes_InboxId",
                        column: x => x.InboxId,
                        principalTable: "Inboxes",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "MailFolders",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    AccountId = table.Column<long>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    UidValidity = table.Column<long>(type: "INTEGER", nullable: false),
                    FirstUid = table.Column<long>(type: "INTEGER", nullable: false),
                    LastUid = table.Column<long>(type: "INTEGER", nullable: false),
                    ConnectedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ReconciledAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ServerCount = table.Column<int>(type: "INTEGER", nullable: false),
                    StoredCount = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MailFolders", x => x.Id);
                    table.ForeignKey(
                        name: "FK_MailFolders_MailAccounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "MailAccounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_RawMails_AccountId_Folder_UidValidity_Uid",
                table: "RawMails",
                columns: new[] { "AccountId", "Folder", "UidValidity", "Uid" },
                unique: true,
                filter: "\"AccountId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_RawMails_AccountId_InternetMessageId",
                table: "RawMails",
                columns: new[] { "AccountId", "InternetMessageId" });

            migrationBuilder.CreateIndex(
                name: "IX_RawMails_DueAt",
                table: "RawMails",
                column: "DueAt",
                filter: "\"DueAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_RawMails_InboxId_Hash",
                table: "RawMails",
                columns: new[] { "InboxId", "Hash" });

            migrationBuilder.CreateIndex(
                name: "IX_RawMails_State_Id",
                table: "RawMails",
                columns: new[] { "State", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Participants_AcceptedById",
                table: "Participants",
                column: "AcceptedById");

            migrationBuilder.CreateIndex(
                name: "IX_Participants_TicketId_Address",
                table: "Participants",
                columns: new[] { "TicketId", "Address" },
                unique: true,
                filter: "\"Address\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Deliveries_Channel_State_StateAt",
                table: "Deliveries",
                columns: new[] { "Channel", "State", "StateAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Deliveries_ProviderMessageId",
                table: "Deliveries",
                column: "ProviderMessageId",
                filter: "\"ProviderMessageId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_CustomerMerges_AgentId",
                table: "CustomerMerges",
                column: "AgentId");

            migrationBuilder.CreateIndex(
                name: "IX_CustomerMerges_FromId",
                table: "CustomerMerges",
                column: "FromId");

            migrationBuilder.CreateIndex(
                name: "IX_CustomerMerges_IntoId",
                table: "CustomerMerges",
                column: "IntoId");

            migrationBuilder.CreateIndex(
                name: "IX_MailAccounts_Address",
                table: "MailAccounts",
                column: "Address",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_MailAccounts_InboxId",
                table: "MailAccounts",
                column: "InboxId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_MailFolders_AccountId_Name",
                table: "MailFolders",
                columns: new[] { "AccountId", "Name" },
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "FK_MailMetas_Inboxes_InboxId",
                table: "MailMetas",
                column: "InboxId",
                principalTable: "Inboxes",
                principalColumn: "Id",
                onDelete: ReferentialAction.Cascade);

            migrationBuilder.AddForeignKey(
                name: "FK_Participants_Agents_AcceptedById",
                table: "Participants",
                column: "AcceptedById",
                principalTable: "Agents",
                principalColumn: "Id",
                onDelete: ReferentialAction.SetNull);

            migrationBuilder.AddForeignKey(
                name: "FK_RawMails_MailAccounts_AccountId",
                table: "RawMails",
                column: "AccountId",
                principalTable: "MailAccounts",
                principalColumn: "Id",
                onDelete: ReferentialAction.SetNull);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_MailMetas_Inboxes_InboxId",
                table: "MailMetas");

            migrationBuilder.DropForeignKey(
                name: "FK_Participants_Agents_AcceptedById",
                table: "Participants");

            migrationBuilder.DropForeignKey(
                name: "FK_RawMails_MailAccounts_AccountId",
                table: "RawMails");

            migrationBuilder.DropTable(
                name: "CustomerMerges");

            migrationBuilder.DropTable(
                name: "JobRuns");

            migrationBuilder.DropTable(
                name: "MailFolders");

            migrationBuilder.DropTable(
                name: "MailAccounts");

            migrationBuilder.DropIndex(
                name: "IX_RawMails_AccountId_Folder_UidValidity_Uid",
                table: "RawMails");

            migrationBuilder.DropIndex(
                name: "IX_RawMails_AccountId_InternetMessageId",
                table: "RawMails");

            migrationBuilder.DropIndex(
                name: "IX_RawMails_DueAt",
                table: "RawMails");

            migrationBuilder.DropIndex(
                name: "IX_RawMails_InboxId_Hash",
                table: "RawMails");

            migrationBuilder.DropIndex(
                name: "IX_RawMails_State_Id",
                table: "RawMails");

            migrationBuilder.DropIndex(
                name: "IX_Participants_AcceptedById",
                table: "Participants");

            migrationBuilder.DropIndex(
                name: "IX_Participants_TicketId_Address",
                table: "Participants");

            migrationBuilder.DropIndex(
                name: "IX_Deliveries_Channel_State_StateAt",
                table: "Deliveries");

            migrationBuilder.DropIndex(
                name: "IX_Deliveries_ProviderMessageId",
                table: "Deliveries");

            migrationBuilder.DropColumn(
                name: "AccountId",
                table: "RawMails");

            migrationBuilder.DropColumn(
                name: "Attempts",
                table: "RawMails");

            migrationBuilder.DropColumn(
                name: "DueAt",
                table: "RawMails");

            migrationBuilder.DropColumn(
                name: "Error",
                table: "RawMails");

            migrationBuilder.DropColumn(
                name: "Folder",
                table: "RawMails");

            migrationBuilder.DropColumn(
                name: "InternetMessageId",
                table: "RawMails");

            migrationBuilder.DropColumn(
                name: "IsHeadOnly",
                table: "RawMails");

            migrationBuilder.DropColumn(
                name: "IsOld",
                table: "RawMails");

            migrationBuilder.DropColumn(
                name: "LeaseUntil",
                table: "RawMails");

            migrationBuilder.DropColumn(
                name: "Source",
                table: "RawMails");

            migrationBuilder.DropColumn(
                name: "State",
                table: "RawMails");

            migrationBuilder.DropColumn(
                name: "Uid",
                table: "RawMails");

            migrationBuilder.DropColumn(
                name: "UidValidity",
                table: "RawMails");

            migrationBuilder.DropColumn(
                name: "Address",
                table: "Participants");

            migrationBuilder.DropColumn(
                name: "QuotedText",
                table: "Messages");

            migrationBuilder.DropColumn(
                name: "Alias",
                table: "MailMetas");

            migrationBuilder.DropColumn(
                name: "ClaimedMessageId",
                table: "MailMetas");

            migrationBuilder.DropColumn(
                name: "Hint",
                table: "MailMetas");

            migrationBuilder.DropColumn(
                name: "Oddities",
                table: "MailMetas");

            migrationBuilder.DropColumn(
                name: "ReplyTo",
                table: "MailMetas");

            migrationBuilder.DropColumn(
                name: "Standing",
                table: "MailMetas");

            migrationBuilder.DropColumn(
                name: "Subject",
                table: "MailMetas");

            migrationBuilder.DropColumn(
                name: "Verdict",
                table: "MailMetas");

            migrationBuilder.DropColumn(
                name: "FirstTriedAt",
                table: "Deliveries");

            migrationBuilder.DropColumn(
                name: "Response",
                table: "Deliveries");

            migrationBuilder.DropColumn(
                name: "Role",
                table: "Deliveries");

            migrationBuilder.CreateIndex(
                name: "IX_RawMails_Hash",
                table: "RawMails",
                column: "Hash");

            migrationBuilder.CreateIndex(
                name: "IX_RawMails_InboxId",
                table: "RawMails",
                column: "InboxId");

            migrationBuilder.CreateIndex(
                name: "IX_Participants_TicketId",
                table: "Participants",
                column: "TicketId");
        }
    }
}
