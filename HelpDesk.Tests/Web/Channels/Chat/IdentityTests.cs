using System.Text.Json;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Tests.Web.Channels.Chat;

/// <summary>Whose the chat of a signed visitor is, and what becomes one customer.</summary>
public abstract class IdentityTests(string database) : IAsyncLifetime
{
    private ChatDesk desk = null!;
    private Site site = null!;

    public async Task InitializeAsync()
    {
        desk = await ChatDesk.StartAsync(database: database);
        site = await desk.SiteAsync();
    }

    public async Task DisposeAsync() => await desk.DisposeAsync();

    [Fact]
    public async Task Two_devices_of_one_person_are_in_the_same_chat()
    {
        using var phone = await desk.VisitorAsync(identity: site.Signs("u1", "ana@example.com", verified: true, name: "Ana"));
        (await desk.ReadAsync(db => db.Customers.CountAsync())).ShouldBe(0, "nothing is stored before they write");
        using var laptop = await desk.VisitorAsync(identity: site.Signs("u1", "ana@example.com", verified: true, name: "Ana"));
        await using var heard = await laptop.ListenAsync();

        var ticket = (await phone.SaysAsync("From the phone")).GetProperty("ticket").GetInt64();
        await heard.HearsTextAsync("From the phone");
        (await laptop.SaysAsync("From the laptop")).GetProperty("ticket").GetInt64().ShouldBe(ticket);
        await desk.Bo.RepliesAsync(ticket, "To both");
        await heard.HearsTextAsync("To both");

        (await phone.HistoryAsync()).ShouldBe(["From the phone", "From the laptop", "To both"]);
        var ana = await OnlyCustomerAsync();
        (ana.DisplayName, ana.ExternalId, ana.IsSigned).ShouldBe(("Ana", "u1", true));
        ana.Email!.VerifiedBy.ShouldBe(IdentityProof.SignedToken);
        (await desk.ReadAsync(db => db.ChatSessions.CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task A_chat_that_began_before_signing_in_goes_on()
    {
        using var known = await desk.VisitorAsync(identity: site.Signs("u1", name: "Ana"));
        await known.SaysAsync("Last week");
        using var before = await desk.VisitorAsync();
        var ticket = (await before.SaysAsync("Not signed in yet")).GetProperty("ticket").GetInt64();

        using var after = await desk.VisitorAsync(resume: before.Token, identity: site.Signs("u1", name: "Ana"));

        after.Welcome.GetProperty("ticket").GetInt64().ShouldBe(ticket);
        after.Welcome.GetProperty("identity").GetProperty("switched").GetBoolean().ShouldBeFalse();
        (await after.HistoryAsync()).ShouldBe(["Not signed in yet"]);
        var survivor = await OnlyCustomerAsync();
        survivor.ExternalId.ShouldBe("u1");
        (await desk.ReadAsync(db => db.Tickets.CountAsync(row => row.CustomerId == survivor.Id))).ShouldBe(2);
        (await desk.ReadAsync(db => db.Messages.CountAsync(row => row.ActivityType == ActivityType.CustomersMerged))).ShouldBe(1);
    }

    [Fact]
    public async Task Who_signs_in_after_somebody_else_sees_nothing_of_theirs()
    {
        using var ana = await desk.VisitorAsync(identity: site.Signs("u1"));
        var ticket = (await ana.SaysAsync("Ana's question")).GetProperty("ticket").GetInt64();

        foreach (var identity in new[] { site.Signs("u2"), "forged" })
        {
            using var next = await desk.VisitorAsync(resume: ana.Token, identity: identity);
            next.Welcome.GetProperty("identity").GetProperty("switched").GetBoolean().ShouldBeTrue();
            (await next.HistoryAsync()).ShouldBeEmpty();
            (await next.SaysAsync("Mine")).GetProperty("ticket").GetInt64().ShouldNotBe(ticket);
        }

        using var again = await desk.VisitorAsync(resume: ana.Token);
        (await again.HistoryAsync()).ShouldBe(["Ana's question"]);
    }

    [Fact]
    public async Task An_anonymous_chat_that_belongs_to_somebody_known_is_not_taken_along()
    {
        using var visitor = await desk.VisitorAsync();
        var ticket = (await visitor.SaysAsync("Bea's question")).GetProperty("ticket").GetInt64();
        await desk.WriteAsync(async db => (await db.Customers.Include(row => row.Identities).SingleAsync())
            .Claim(IdentityType.Email, "bea@example.com", desk.App.Get<TimeProvider>().GetUtcNow()).Verify(IdentityProof.MailReceived, desk.App.Get<TimeProvider>().GetUtcNow()));

        using var signed = await desk.VisitorAsync(resume: visitor.Token, identity: site.Signs("u1", "ana@example.com", verified: true));

        (await signed.HistoryAsync()).ShouldBeEmpty();
        (await signed.SaysAsync("Ana's")).GetProperty("ticket").GetInt64().ShouldNotBe(ticket);
        (await desk.ReadAsync(db => db.Customers.CountAsync(row => row.MergedIntoId == null))).ShouldBe(2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Only_a_verified_address_attaches_to_who_has_proven_it(bool verified)
    {
        using var old = await desk.VisitorAsync();
        await old.SaysAsync("Years ago");
        await desk.WriteAsync(async db => (await db.Customers.Include(row => row.Identities).SingleAsync())
            .Claim(IdentityType.Email, "ana@example.com", desk.App.Get<TimeProvider>().GetUtcNow()).Verify(IdentityProof.MailReceived, desk.App.Get<TimeProvider>().GetUtcNow()));

        using var signed = await desk.VisitorAsync(identity: site.Signs("u1", "ANA@example.com", verified));

        (await signed.HistoryAsync()).ShouldBe(verified ? ["Years ago"] : []);
        await signed.SaysAsync("Hello");
        var mine = await desk.ReadAsync(db => db.Customers.Include(row => row.Identities).SingleAsync(row => row.ExternalId == "u1"));
        (mine.Email!.Value, mine.Email.VerifiedAt is not null).ShouldBe(("ana@example.com", verified));
        (await desk.ReadAsync(db => db.Customers.CountAsync())).ShouldBe(verified ? 1 : 2);
    }

    [Fact]
    public async Task What_was_on_its_way_while_its_writer_was_signed_in_is_one_message()
    {
        using var known = await desk.VisitorAsync(identity: site.Signs("u1"));
        await known.SaysAsync("Last week");
        using var before = await desk.VisitorAsync();
        var first = await before.SaysAsync("Hello", key: "k");
        using var after = await desk.VisitorAsync(resume: before.Token, identity: site.Signs("u1"));

        var again = await after.SaysAsync("Hello", key: "k");

        again.GetProperty("id").GetString().ShouldBe(first.GetProperty("id").GetString());
        (await after.HistoryAsync()).ShouldBe(["Hello"]);
    }

    [Theory]
    [InlineData("u1")]
    [InlineData("u2")]
    public async Task A_token_whose_hour_is_over_changes_nothing_for_its_own_person_alone(string named)
    {
        using var ana = await desk.VisitorAsync(identity: site.Signs("u1"));
        await ana.SaysAsync("Ana's question");
        var late = site.Claims(named);
        (late["iat"], late["exp"]) = ((long)late["iat"]! - 2_000, (long)late["exp"]! - 2_000);

        using var again = await desk.VisitorAsync(resume: ana.Token, identity: site.Signs(late));

        var isAna = named == "u1";
        var identity = again.Welcome.GetProperty("identity");
        identity.GetProperty("code").GetString().ShouldBe("expired");
        (identity.GetProperty("accepted").GetBoolean(), identity.GetProperty("switched").GetBoolean()).ShouldBe((isAna, !isAna));
        (await again.HistoryAsync()).ShouldBe(isAna ? ["Ana's question"] : []);
    }

    [Fact]
    public async Task Two_people_of_the_site_are_never_one()
    {
        using var ana = await desk.VisitorAsync(identity: site.Signs("u1", "shared@example.com", verified: true));
        await ana.SaysAsync("Ana's question");
        using var bea = await desk.VisitorAsync(identity: site.Signs("u2", "shared@example.com", verified: true));
        await bea.SaysAsync("Bea's question");

        (await bea.HistoryAsync()).ShouldBe(["Bea's question"]);
        var owners = await desk.ReadAsync(db => db.Customers.Include(row => row.Identities).OrderBy(row => row.Id).ToListAsync());
        owners.Select(row => (row.ExternalId, row.Email?.VerifiedAt is not null)).ShouldBe([("u1", true), ("u2", false)]);
    }

    [Fact]
    public async Task An_unverified_address_opens_no_history()
    {
        using var ana = await desk.VisitorAsync(identity: site.Signs("u1", "ana@example.com", verified: true));
        await ana.SaysAsync("Ana's question");
        using var eve = await desk.VisitorAsync();
        await eve.SaysAsync("Hello");
        using var given = await eve.PostAsync("contact", new { email = "ana@example.com", name = "Ana" });
        given.EnsureSuccessStatusCode();

        using var again = await desk.VisitorAsync(resume: eve.Token);

        (await again.HistoryAsync()).ShouldBe(["Hello"]);
        again.Welcome.GetProperty("identity").GetProperty("accepted").GetBoolean().ShouldBeFalse();
        again.Welcome.GetProperty("identity").GetProperty("code").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    private Task<Customer> OnlyCustomerAsync() =>
        desk.ReadAsync(db => db.Customers.Include(row => row.Identities).SingleAsync(row => row.MergedIntoId == null));
}

public sealed class IdentityOnSqliteTests() : IdentityTests(Databases.Sqlite);

public sealed class IdentityOnPostgresTests() : IdentityTests(Databases.Postgres);
