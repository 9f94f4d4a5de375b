using HelpDesk.Web;
using HelpDesk.Web.Data;
using HelpDesk.Web.Ui;

Globalization.FallBackWithoutIcu();

var assets = EmbeddedAssets.Open();
var builder = WebApplication.CreateBuilder(new WebApplicationOptions
{
    Args = args,
    ContentRootPath = assets is null ? null : Environment.CurrentDirectory,
});
builder.AddHouse(assets);
builder.Services.AddUi();

var app = builder.Build();
app.UseUi();
app.MapUi(assets);
app.MapHealth();
await app.RunAsync();
