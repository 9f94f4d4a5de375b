using HelpDesk.Web;
using HelpDesk.Web.Access;
using HelpDesk.Web.Actions;
using HelpDesk.Web.Api;
using HelpDesk.Web.Channels.Chat;
using HelpDesk.Web.Channels.Email;
using HelpDesk.Web.Cli;
using HelpDesk.Web.Data;
using HelpDesk.Web.Features;
using HelpDesk.Web.Http;
using HelpDesk.Web.Intake;
using HelpDesk.Web.Jobs;
using HelpDesk.Web.Live;
using HelpDesk.Web.Outbox;
using HelpDesk.Web.Settings;
using HelpDesk.Web.Ui;

Globalization.FallBackWithoutIcu();
return await Verbs.RunAsync(new Desk(Compose, Map), args, Console.Out, Console.Error);

static WebApplicationBuilder Compose(string[] settings, DataFolder folder, EmbeddedAssets? assets)
{
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions
    {
        Args = settings,
        ContentRootPath = assets is null ? null : Environment.CurrentDirectory,
    });
    builder.AddSettings(folder, settings);
    builder.AddHouse(assets);
    builder.Services.AddData(folder, builder.Configuration);
    builder.Services.AddLive();
    builder.Services.AddIntake();
    builder.Services.AddOutbox();
    builder.Services.AddActions();
    builder.Services.AddFeatures();
    builder.Services.AddJobs();
    builder.Services.AddChat();
    builder.Services.AddEmail();
    builder.Services.AddUi();
    builder.Services.AddAccess();
    builder.Services.AddProblems();
    builder.Services.AddApi();
    return builder;
}

static void Map(WebApplication app, EmbeddedAssets? assets)
{
    app.UseForwardedHeaders();
    app.UseSecurityHeaders();
    app.UseProblems("/api", "/w/v1", "/app", "/files", "/settings/mail/file", "/settings/mailboxes/raw");
    app.UseReadableAddresses();
    app.UseChat();
    app.UseAccess();
    app.UseUi();
    app.MapUi(assets);
    app.MapFeatures();
    app.MapChat();
    app.MapApi();
    app.MapHealth();
}
