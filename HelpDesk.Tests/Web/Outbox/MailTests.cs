using System.Text.RegularExpressions;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Email;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Actions.Tickets;
using HelpDesk.Web.Data;
using HelpDesk.Web.Outbox;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Tests.Web.Outbox;

/// <summary>What a mail to a customer says and how it is addressed.</summary>
public sealed partial class MailTests
{
    [Fact]
    public async Task A_proven_address_gets_name_and_subject()
    {
        await using var world = await World.CreateAsync();
        var mail = await MailedAsync(world, proven: true);

        mail["From"].ShouldBe("\"Bo via Acme\" <helpdesk@localhost>");
        mail["To"].ShouldBe("<ann@example.com>");
        mail["Subject"].ShouldBe("My order 4711 is late [#1001]");
        mail["Auto-Submitted"].ShouldBeNull();
        mail["X-HelpDesk-Loop"].ShouldBeNull();
        mail["Content-Language"].ShouldBe("en");
        mail.Text.ShouldStartWith("It leaves today – promised ✓");
        mail.Html.ShouldContain("It leaves today");
        mail.Html.ShouldContain("&lt;b&gt;here&lt;/b&gt;");
    }

    [Fact]
    public async Task A_claimed_address_gets_a_fixed_subject_and_no_word_of_the_visitor()
    {
        await using var world = await World.CreateAsync();
        var mail = await MailedAsync(world, proven: false);

        mail["Subject"].ShouldBe("Your chat with Acme [#1001]");
        mail.Text.ShouldStartWith("It leaves today");
        mail.Raw.ShouldNotContain("4711");
        mail.Raw.ShouldNotContain("Ann ");
    }

    [Fact]
    public async Task A_claimed_address_gets_three_mails_a_day_whoever_claims_it()
    {
        await using var world = await World.CreateAsync();
        var bo = await world.AgentAsync("Bo");
        for (var i = 0; i < 5; i++)
        {
            var visitor = world.Customer($"v{i}");
            var ticket = (await visitor.WritesAsync("Hello")).Ticket;
            await visitor.LeavesAddressAsync(ticket, "victim@example.com");
            await bo.RepliesAsync(ticket, "Hello you");
        }

        await world.PassAsync(TimeSpan.FromHours(23), TimeSpan.FromMinutes(10));
        Mail.In(world).Count.ShouldBe(3);
        await world.PassAsync(TimeSpan.FromHours(2), TimeSpan.FromMinutes(10));

        Mail.In(world).Count.ShouldBe(5);
    }

    [Theory]
    [InlineData("es", "Hola, Ann:", "Bo escribió:", "Continúe el chat aquí:")]
    [InlineData("fr", "Bonjour Ann,", "Bo a écrit :", "Poursuivre la discussion :")]
    public async Task A_mail_speaks_the_customers_language(string language, params string[] said)
    {
        await using var world = await World.CreateAsync();
        var mail = await MailedAsync(world, proven: true, language, more: "By the way: it is blue.");

        mail["Content-Language"].ShouldBe(language);
        said.ShouldAllBe(words => mail.Text.Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_id_is_signed_and_stays_the_same()
    {
        await using var world = await World.CreateAsync();
        var mail = await MailedAsync(world, proven: true);

        var delivery = await world.ReadAsync(db => db.Deliveries.SingleAsync(row => row.Channel == Channel.Email));
        mail["Message-ID"]!.ShouldMatch($"^<t1001\\.d{delivery.Id}\\.[a-z2-7]{{26}}@localhost>$");
        delivery.ProviderMessageId.ShouldBe(mail["Message-ID"]!.Trim('<', '>'));
        new MessageIds(world.Get<DataFolder>()).For(1001, delivery.Id, "localhost").ShouldBe(delivery.ProviderMessageId);
        new FileInfo(Path.Combine(world.Data, "keys", "mail.key")).Length.ShouldBe(32);
    }

    [Fact]
    public async Task The_link_resumes_the_chat_and_only_its_hash_is_kept()
    {
        await using var world = await World.CreateAsync();
        var mail = await MailedAsync(world, proven: true);

        var token = Link().Match(mail.Text).Groups["token"].Value;
        var link = await world.ReadAsync(db => ChatLinks.FindAsync(db, token, world.Clock.GetUtcNow(), CancellationToken.None));
        link!.TicketId.ShouldBe((await world.TicketAsync(1001)).Id);
        (await world.ReadAsync(db => db.ChatLinks.SingleAsync())).TokenHash.ShouldNotContain(token);
    }

    [Fact]
    public async Task Files_travel_up_to_15_megabytes_and_by_link_beyond()
    {
        await using var world = await World.CreateAsync();
        var small = await StoreAsync(world, "Factura ñ.txt", 100);
        var large = await StoreAsync(world, "film.txt", 15 << 20);
        var mail = await MailedAsync(world, proven: true, files: [small, large]);

        var file = mail.Parts.Single(part => part["Content-Disposition"] is not null);
        file["Content-Disposition"]!.ShouldContain("filename*=UTF-8''Factura%20%C3%B1.txt");
        file.Bytes.Length.ShouldBe(100);
        mail.Text.ShouldContain("Too large for a mail, to be downloaded until ");
        var link = FileLink().Match(mail.Text);
        mail.Html.ShouldContain($"<a href=\"{link.Groups["address"].Value}\">film.txt</a>");
        world.Get<MessageIds>().TryReadFile(link.Groups["token"].Value, world.Clock.GetUtcNow(), out var opened).ShouldBeTrue();
        (await world.ReadAsync(db => db.Attachments.SingleAsync(row => row.PublicId == opened))).Name.ShouldBe("film.txt");
    }

    [Fact]
    public async Task Whoever_gets_a_copy_has_the_links_of_its_files_and_not_the_one_to_the_chat()
    {
        await using var world = await World.CreateAsync();
        var bo = await world.AgentAsync("Bo");
        var ticket = await world.TicketWithAddressAsync();
        var files = await UploadsOf(world, bo, [await StoreAsync(world, "film.txt", 15 << 20), await StoreAsync(world, "more.txt", 1 << 20)]);

        await world.Get<Reply>().RunAsync(bo.Actor, ticket, new Written("See the film", null, files) { Others = new NamedRecipients([], ["bob@example.com"], []) }, CancellationToken.None);
        await world.PassAsync(TimeSpan.FromMinutes(5));

        var copy = Mail.In(world).First(mail => mail["Cc"] == "<bob@example.com>");
        FileLink().Count(copy.Text).ShouldBe(1, "one of them fits");
        copy.Raw.ShouldNotContain("/c/r/");
    }

    [Theory]
    [InlineData("Acme\r\nBcc: all@example.com")]
    [InlineData("Acme\u2028Bcc: all@example.com")]
    [InlineData("Acme\0")]
    public async Task A_control_character_in_a_header_is_refused_at_once_with_the_reason(string name)
    {
        await using var world = await World.CreateAsync();
        await world.WriteAsync(async db =>
        {
            (await db.Workspaces.SingleAsync()).Describe(name, "en", "UTC");
            return true;
        });
        var bo = await world.AgentAsync("Bo");
        var ticket = await world.TicketWithAddressAsync();
        await bo.RepliesAsync(ticket, "Answer");

        await world.PassAsync(TimeSpan.FromMinutes(5));

        Mail.In(world).ShouldBeEmpty();
        var failed = await world.ReadAsync(db => db.Deliveries.SingleAsync(row => row.Channel == Channel.Email));
        failed.State.ShouldBe(DeliveryState.Failed);
        failed.Error!.ShouldContain("control character");
    }

    private static async Task<Mail> MailedAsync(World world, bool proven, string language = "en", string[]? files = null, string? more = null)
    {
        var bo = await world.AgentAsync("Bo");
        var ticket = await world.TicketWithAddressAsync();
        await world.WriteAsync(async db =>
        {
            var customer = await db.Customers.Include(row => row.Identities).SingleAsync();
            customer.Describe("Ann", language, null);
            return proven && customer.Email!.Verify(IdentityProof.Agent, world.Clock.GetUtcNow());
        });
        await bo.RepliesAsync(ticket, "It leaves today – promised ✓\n\n.\nFrom the stock <b>here</b>", files: await UploadsOf(world, bo, files ?? []));
        if (more is not null)
        {
            await bo.RepliesAsync(ticket, more);
        }

        await world.PassAsync(TimeSpan.FromMinutes(5));
        return Mail.In(world).ShouldHaveSingleItem();
    }

    private static async Task<string> StoreAsync(World world, string name, int size)
    {
        using var content = new MemoryStream(new byte[size]);
        var stored = await world.Get<Files>().SaveAsync(content, name, size, _ => true, CancellationToken.None);
        return $"{name}|{stored.Hash}|{size}";
    }

    private static async Task<string[]> UploadsOf(World world, AgentActor agent, string[] files)
    {
        var rows = await world.WriteAsync(db =>
        {
            var added = files.Select(file => file.Split('|'))
                .Select(file => new Attachment(file[0], "text/plain", long.Parse(file[2], null), file[1], $"agent:{agent.Actor.Id}", world.Clock.GetUtcNow())).ToList();
            db.Attachments.AddRange(added);
            return Task.FromResult(added);
        });
        return [.. rows.Select(row => row.PublicId)];
    }

    [GeneratedRegex(@"(?<address>http://localhost:5080/c/f/(?<token>[a-z0-9_.]+))", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex FileLink();

    [GeneratedRegex(@"http://localhost:5080/c/r/(?<token>[a-z2-7]{26})", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Link();
}
