using System.Net;
using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
using HelpDesk.Migrations;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Access;
using HelpDesk.Web.Actions.Agents;
using HelpDesk.Web.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HelpDesk.Tests.Web.Access;

public sealed class SignInTests : IAsyncLifetime
{
    private readonly TestApp app = new TestApp().Start();
    private Colleague ann = null!;

    public async Task InitializeAsync() => ann = await app.AddAgentAsync("Ann");

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task A_page_sends_strangers_to_sign_in_and_lets_the_agent_through()
    {
        using var stranger = app.Anonymous();
        using var sent = await stranger.GetAsync(new Uri("/me", UriKind.Relative));
        sent.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        sent.Headers.Location!.ToString().ShouldContain("/sign-in?returnUrl=%2Fme");

        using var client = await app.SignedInAsync(ann);
        (await client.GetStringAsync(new Uri("/me", UriKind.Relative))).ShouldContain("Ann");
    }

    [Fact]
    public async Task The_cookie_cannot_be_read_by_scripts_nor_sent_by_other_sites()
    {
        using var client = app.Anonymous();
        using var answer = await client.PostFormAsync("/sign-in", Fields(ann.Email, Colleague.Password));
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("helpdesk=", StringComparison.Ordinal));
        cookie.ShouldContain("httponly", Case.Insensitive);
        cookie.ShouldContain("samesite=lax", Case.Insensitive);
        cookie.ShouldNotContain("secure");
    }

    [Theory]
    [InlineData("ann@example.com", "wrong password")]
    [InlineData("nobody@example.com", "wrong password")]
    [InlineData("", "")]
    public async Task A_failure_says_nothing_about_the_account(string email, string password)
    {
        using var client = app.Anonymous();
        using var answer = await client.PostFormAsync("/sign-in", Fields(email, password));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("That did not work.");
        answer.Headers.TryGetValues("Set-Cookie", out var cookies);
        cookies?.ShouldNotContain(cookie => cookie.StartsWith("helpdesk=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Five_failures_lock_the_account_even_for_the_right_password()
    {
        using var client = app.Anonymous();
        for (var failure = 0; failure < 5; failure++)
        {
            using var failed = await client.PostFormAsync("/sign-in", Fields(ann.Email, "wrong password"));
        }

        using var answer = await client.PostFormAsync("/sign-in", Fields(ann.Email, Colleague.Password));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("That did not work.");
    }

    [Fact]
    public async Task One_address_gets_so_many_tries_whatever_the_account()
    {
        using var client = app.Anonymous();
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(async number =>
        {
            using var body = new FormUrlEncodedContent(Fields($"{number}@example.com", "wrong password"));
            using var answer = await client.PostAsync(new Uri("/sign-in", UriKind.Relative), body);
            return answer.StatusCode;
        }));
        answers.Count(status => status == HttpStatusCode.TooManyRequests).ShouldBe(10);
    }

    [Theory]
    [InlineData("/tickets/mine/1001", "/tickets/mine/1001")]
    [InlineData("https://evil.example", "/")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("/\t/evil.example", "/")]
    [InlineData("javascript:alert(1)", "/")]
    public async Task Signing_in_never_leads_out_of_the_site(string returnUrl, string goes)
    {
        using var client = app.Anonymous();
        using var answer = await client.PostFormAsync($"/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}", Fields(ann.Email, Colleague.Password));
        new Uri(new Uri(app.Url), answer.Headers.Location!).ShouldBe(new Uri(new Uri(app.Url), goes));
    }

    [Fact]
    public async Task Disabling_an_agent_ends_the_cookie()
    {
        using var client = await app.SignedInAsync(ann);
        await app.Get<ChangeAgent>().RunAsync(Actor.System, ann.PublicId, new AgentChange(Active: false), CancellationToken.None);

        await Eventually.BeTrueAsync(
            async () =>
            {
                using var answer = await client.GetAsync(new Uri("/me", UriKind.Relative));
                return answer.StatusCode == HttpStatusCode.Redirect;
            },
            "signed out");
    }

    [Fact]
    public async Task Signing_out_needs_the_token_of_the_page()
    {
        using var client = await app.SignedInAsync(ann);
        using var forged = await client.PostAsync(new Uri("/sign-out", UriKind.Relative), new FormUrlEncodedContent([]));
        forged.StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        using var meant = await client.PostFormAsync("/me", [], action: "/sign-out");
        meant.Headers.Location!.ToString().ShouldBe("/sign-in");
        using var page = await client.GetAsync(new Uri("/me", UriKind.Relative));
        page.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_link_sets_a_password_once()
    {
        using var scope = app.Services.CreateScope();
        var link = await scope.ServiceProvider.GetRequiredService<OneTimeLinks>().MakeAsync(ann.Id, LinkKind.Invite);
        using var client = app.Anonymous();
        using var weak = await client.PostFormAsync(link, new() { ["password"] = "Password123!" });
        (await weak.Content.ReadAsStringAsync()).ShouldContain("among the first");
        using var set = await client.PostFormAsync(link, new() { ["password"] = "another horse battery" });
        set.StatusCode.ShouldBe(HttpStatusCode.Redirect);

        (await client.GetStringAsync(new Uri(link, UriKind.Relative))).ShouldContain("This link is used up or too old");
        using var other = app.Anonymous();
        using var signedIn = await other.PostFormAsync("/sign-in", Fields(ann.Email, "another horse battery"));
        signedIn.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_link_that_was_altered_or_is_for_another_kind_does_nothing()
    {
        using var scope = app.Services.CreateScope();
        var link = await scope.ServiceProvider.GetRequiredService<OneTimeLinks>().MakeAsync(ann.Id, LinkKind.Reset);
        using var client = app.Anonymous();
        (await client.GetStringAsync(new Uri(link.Replace("kind=Reset", "kind=Invite", StringComparison.Ordinal), UriKind.Relative))).ShouldContain("used up");
        (await client.GetStringAsync(new Uri(link[..^4] + "AAAA", UriKind.Relative))).ShouldContain("used up");
    }

    [Fact]
    public async Task A_new_password_that_could_not_be_kept_is_told()
    {
        await using var meddled = new TestApp { Replace = services => services.AddSingleton<IPasswordHasher<Login>, MeddlingHasher>() };
        meddled.Start();
        var bo = await meddled.AddAgentAsync("Bo");
        using var client = await meddled.SignedInAsync(bo);

        using var answer = await client.PostFormAsync("/me", new() { ["current"] = Colleague.Password, ["new"] = "another horse battery" });

        var page = await answer.Content.ReadAsStringAsync();
        page.ShouldContain("Your password was not changed");
        page.ShouldNotContain("Saved.");
    }

    [Theory]
    [InlineData("Bo\r\nBcc: all@example.com", "Bo Bcc: all@example.com")]
    [InlineData("  Bo\0 \u2028 Smith\u001b ", "Bo Smith")]
    public void A_name_is_one_line_without_control_characters(string typed, string kept) => Logins.CheckedName(typed).ShouldBe(kept);

    [Theory]
    [InlineData("")]
    [InlineData(" \u0007 ")]
    public void A_name_has_something_to_read(string typed) => Should.Throw<RuleException>(() => Logins.CheckedName(typed)).Code.ShouldBe("name");

    [Fact]
    public async Task A_password_is_kept_as_pbkdf2_with_210000_rounds_of_sha512()
    {
        using var scope = app.Services.CreateScope();
        var links = scope.ServiceProvider.GetRequiredService<OneTimeLinks>();
        await using var db = await app.Get<IDbContextFactory<HelpDeskDb>>().CreateDbContextAsync();
        var login = await db.Users.AsNoTracking().SingleAsync(row => row.Id == ann.Id);
        (await links.SetAsync(login, "another horse battery")).ShouldBeTrue();

        var hash = Convert.FromBase64String((await db.Users.SingleAsync(row => row.Id == ann.Id)).PasswordHash!);
        hash[0].ShouldBe((byte)1);
        System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(1)).ShouldBe(2u, "HMAC-SHA512");
        System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(5)).ShouldBeGreaterThanOrEqualTo(210_000u);
    }

    private static Dictionary<string, string> Fields(string email, string password) => new() { ["email"] = email, ["password"] = password };

    // In the same moment somebody else changes the login.
    private sealed class MeddlingHasher(Writer writer) : IPasswordHasher<Login>
    {
        private readonly PasswordHasher<Login> usual = new();

        public string HashPassword(Login user, string password)
        {
            Task.Run(() => writer.RunAsync((db, ct) => db.EndSessionsAsync(user.Id, ct), CancellationToken.None)).GetAwaiter().GetResult();
            return usual.HashPassword(user, password);
        }

        public PasswordVerificationResult VerifyHashedPassword(Login user, string hashedPassword, string providedPassword) =>
            usual.VerifyHashedPassword(user, hashedPassword, providedPassword);
    }
}
