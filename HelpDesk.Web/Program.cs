using HelpDesk.Migrations;
using HelpDesk.Web;
using HelpDesk.Web.Access;
using HelpDesk.Web.Actions;
using HelpDesk.Web.Api;
using HelpDesk.Web.Channels.Chat;
using HelpDesk.Web.Data;
using HelpDesk.Web.Features;
using HelpDesk.Web.Http;
using HelpDesk.Web.Intake;
using HelpDesk.Web.Jobs;
using HelpDesk.Web.Live;
using HelpDesk.Web.Outbox;
using HelpDesk.Web.Settings;
using HelpDesk.Web.Ui;
using Microsoft.EntityFrameworkCore;

Globalization.FallBackWithoutIcu();

var folder = DataFolder.Open(new ConfigurationBuilder().AddCommandLine(args).Build()["data"]);
var assets = EmbeddedAssets.Open();
var builder = WebApplication.CreateBuilder(new WebApplicationOptions
{
    Args = args,
    ContentRootPath = assets is null ? null : Environment.CurrentDirectory,
});
builder.AddSettings(folder, args);
builder.AddHouse(assets);
builder.Services.AddData(folder, builder.Configuration);
builder.Services.AddLive();
builder.Services.AddIntake();
builder.Services.AddOutbox();
builder.Services.AddActions();
builder.Services.AddFeatures();
builder.Services.AddJobs();
builder.Services.AddChat();
builder.Services.AddUi();
builder.Services.AddAccess(folder);
builder.Services.AddProblems();
builder.Services.AddApi();

var app = builder.Build();
await StartupMigration.RunAsync(app.Services.GetRequiredService<IDbContextFactory<HelpDeskDb>>(), CancellationToken.None);
app.UseProblems("/api", "/w/v1", "/app", "/files");
app.UseChat();
app.UseAccess();
app.UseUi();
app.MapUi(assets);
app.MapFeatures();
app.MapChat();
app.MapApi();
app.MapHealth();
await app.RunAsync();
