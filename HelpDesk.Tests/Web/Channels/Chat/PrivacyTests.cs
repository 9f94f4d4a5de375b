using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Tests.Web.Channels.Chat;

/// <summary>A customer takes their data home, or asks for it to be deleted.</summary>
public sealed class PrivacyTests : IAsyncLifetime
{
    private ChatDesk desk = null!;
    private ChatVisitor ana = null!;

    public async Task InitializeAsync()
    {
        desk = await ChatDesk.StartAsync();
        ana = await desk.VisitorAsync();
    }

    public async Task DisposeAsync()
    {
        ana.Dispose();
        await desk.DisposeAsync();
    }

    [Fact]
    public async Task Whoever_is_not_proven_is_told_how_to_be()
    {
        (await ana.TryGetAsync("data")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await ana.SaysAsync("Hello");
        await ana.PostAsync("contact", new { email = "ana@example.com" });

        using var data = await ana.TryGetAsync("data");
        using var forget = await ana.PostAsync("forget");
        foreach (var answer in new[] { data, forget })
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
            (await answer.Content.ReadAsStringAsync()).ShouldContain("\"code\":\"unverified\"");
        }
    }

    [Fact]
    public async Task A_proven_customer_takes_what_they_may_read_home_and_their_wish_to_be_forgotten_is_heard()
    {
        using var uploaded = await ana.UploadAsync("log.txt", "line\n"u8.ToArray());
        var file = (await uploaded.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        var ticket = (await ana.SaysAsync("My secret", attachments: [file])).GetProperty("ticket").GetInt64();
        await desk.Bo.RepliesAsync(ticket, "An answer");
        await desk.Bo.NotesAsync(ticket, "For agents alone");
        await desk.WriteAsync(async db => (await db.Customers.Include(row => row.Identities).SingleAsync())
            .Claim(IdentityType.Email, "ana@example.com", TimeProvider.System.GetUtcNow()).Verify(IdentityProof.MailReceived, TimeProvider.System.GetUtcNow()));

        using var answer = await ana.TryGetAsync("data");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync());
        using var reader = new StreamReader(zip.GetEntry("data.json")!.Open(), Encoding.UTF8);
        var json = await reader.ReadToEndAsync();
        json.ShouldContain("My secret");
        json.ShouldContain("An answer");
        json.ShouldNotContain("For agents alone");
        JsonDocument.Parse(json).RootElement.GetProperty("customer").GetProperty("addresses").GetArrayLength().ShouldBe(0, "the browser may be that of somebody who only named the address");
        zip.Entries.Count(entry => entry.FullName.StartsWith("files/", StringComparison.Ordinal)).ShouldBe(1);

        using var forget = await ana.PostAsync("forget");
        (await forget.Content.ReadAsStringAsync()).ShouldBe("""{"erased":false}""");
        (await ana.HistoryAsync()).ShouldContain("Please delete my data.");
        (await desk.ReadAsync(db => db.Customers.SingleAsync())).ErasedAt.ShouldBeNull();
        (await desk.ReadAsync(db => db.Tickets.AnyAsync(row => row.Category == StatusCategory.Open || row.Category == StatusCategory.New))).ShouldBeTrue();
    }

    [Fact]
    public async Task Whom_the_site_has_signed_takes_all_home_and_is_erased_at_once_and_nobody_else()
    {
        await ana.SaysAsync("Somebody else's");
        var site = await desk.SiteAsync();
        using var bea = await desk.VisitorAsync(identity: site.Signs("u1", "bea@example.com", verified: true, name: "Bea"));
        await bea.SaysAsync("My secret");

        using var data = await bea.TryGetAsync("data");
        data.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var zip = new ZipArchive(await data.Content.ReadAsStreamAsync());
        using var reader = new StreamReader(zip.GetEntry("data.json")!.Open(), Encoding.UTF8);
        var json = await reader.ReadToEndAsync();
        json.ShouldContain("bea@example.com");
        json.ShouldNotContain("Somebody else's");

        using var forget = await bea.PostAsync("forget");
        (await forget.Content.ReadAsStringAsync()).ShouldBe("""{"erased":true}""");
        (await desk.ReadAsync(db => db.Messages.Where(row => row.Kind == MessageKind.Public).Select(row => row.BodyText).ToListAsync()))
            .ShouldNotContain(text => text.Contains("My secret", StringComparison.Ordinal));
        (await desk.ReadAsync(db => db.CustomerIdentities.AnyAsync(row => row.Value == "bea@example.com"))).ShouldBeFalse();
        (await ana.HistoryAsync()).ShouldBe(["Somebody else's"]);
    }
}
