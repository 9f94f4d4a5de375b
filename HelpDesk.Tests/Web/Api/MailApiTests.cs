using System.Net.Http.Headers;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Email;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using HelpDesk.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Tests.Web.Api;

public sealed class MailApiTests
{
    private static readonly Eml Hello = new("Ann <ann@example.com>");

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_mail_that_is_handed_in_becomes_a_ticket_within_a_second(string database)
    {
        await using var desk = await ApiDesk.StartAsync(database);
        await OpenMailAsync(desk);

        var (status, text) = await PostAsync(desk, Hello.Bytes);

        status.ShouldBe(202, text);
        text.ShouldMatch("""^\{"id":[0-9]+\}$""");
        await Eventually.BeTrueAsync(() => desk.ReadAsync(db => db.Tickets.AnyAsync(ticket => ticket.OriginChannel == Channel.Email)), "a ticket", TimeSpan.FromSeconds(20));
        (await desk.ReadAsync(db => db.RawMails.SingleAsync())).Source.ShouldBe(MailSource.Push);
    }

    [Fact]
    public async Task Who_hands_in_what_is_no_mail_is_told_so()
    {
        await using var desk = await ApiDesk.StartAsync();
        (await PostAsync(desk, Hello.Bytes)).ShouldSatisfyAllConditions(answer => answer.Status.ShouldBe(422), answer => answer.Text.ShouldContain("There is no mail inbox yet"));
        await OpenMailAsync(desk);

        (await PostAsync(desk, Hello.Bytes, inbox: "sales")).Status.ShouldBe(422);
        (await PostAsync(desk, [])).Status.ShouldBe(422);
        (await PostAsync(desk, Hello.Bytes, type: "text/plain")).Status.ShouldBe(415);
        (await PostAsync(desk, Hello.Bytes, scopes: Permission.Agent)).Status.ShouldBe(403);
        (await PostAsync(desk, new byte[(50 << 20) + 1])).Status.ShouldBe(413);
        (await desk.ReadAsync(db => db.RawMails.CountAsync())).ShouldBe(0);
    }

    private static Task<bool> OpenMailAsync(ApiDesk desk) => desk.WriteAsync(async db =>
    {
        var inbox = db.Inboxes.Add(new Inbox("mail", "E-mail", Channel.Email)).Entity;
        await db.SaveChangesAsync();
        db.MailAccounts.Add(new MailAccount(inbox.Id, MailDesk.Address));
        return true;
    });

    private static async Task<(int Status, string Text)> PostAsync(
        ApiDesk desk, byte[] mail, string? inbox = null, string type = "message/rfc822", Permission scopes = ApiDesk.AllScopes)
    {
        using var http = new HttpClient { BaseAddress = new Uri(desk.Url) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await desk.TokenAsync(scopes));
        http.DefaultRequestHeaders.ExpectContinue = true;
        using var content = new ByteArrayContent(mail);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        using var answer = await http.PostAsync(new Uri($"/api/v1/mail/inbound{(inbox is null ? "" : $"?inbox={inbox}")}", UriKind.Relative), content);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
