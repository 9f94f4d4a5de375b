using HelpDesk.Domain.Agents;
using HelpDesk.Web.Api;

namespace HelpDesk.Tests.Web.Api;

public sealed class TokensTests
{
    [Fact]
    public void A_new_token_is_well_formed_and_never_the_same()
    {
        string[] tokens = [.. Enumerable.Range(0, 100).Select(_ => Tokens.New())];

        tokens.ShouldBeUnique();
        tokens.ShouldAllBe(token => token.StartsWith("hd_live_", StringComparison.Ordinal) && token.Length == 40 && Tokens.IsWellFormed(token));
    }

    [Fact]
    public void A_letter_that_is_wrong_shows_in_the_checksum()
    {
        var token = Tokens.New();

        for (var i = 0; i < token.Length; i++)
        {
            Tokens.IsWellFormed(token[..i] + (token[i] == 'x' ? 'y' : 'x') + token[(i + 1)..]).ShouldBeFalse();
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("hd_live_")]
    [InlineData("hd_live_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void What_is_no_token_is_refused(string text) => Tokens.IsWellFormed(text).ShouldBeFalse();

    [Theory]
    [InlineData("tickets:read", Permission.ReadTickets)]
    [InlineData(" tickets:read , kpis:read ", Permission.ReadTickets | Permission.ReadKpis)]
    public void Scopes_are_a_list_with_commas(string text, Permission expected)
    {
        Scopes.TryParse(text, out var scopes).ShouldBeTrue();
        scopes.ShouldBe(expected);
    }

    [Theory]
    [InlineData("")]
    [InlineData(",")]
    [InlineData("tickets:read,admin")]
    [InlineData("Tickets:Read")]
    public void An_unknown_scope_is_refused(string text) => Scopes.TryParse(text, out _).ShouldBeFalse();
}
