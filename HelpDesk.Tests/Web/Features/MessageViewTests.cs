using System.Text.RegularExpressions;
using Bunit;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Features.Conversation;
using HelpDesk.Web.Ui.Texts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace HelpDesk.Tests.Web.Features;

public sealed partial class MessageViewTests : BunitContext
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    public MessageViewTests()
    {
        Services.AddSingleton<IStringLocalizer, JsonLocalizer>();
        var clock = new FakeClock();
        clock.Advance(Noon - clock.GetUtcNow());
        Services.AddSingleton<TimeProvider>(clock);
    }

    [Fact]
    public void A_note_says_that_it_is_one()
    {
        var note = Show(TimelineBuilderTests.Said(1, Noon, MessageKind.Note, AuthorKind.Agent)).Find("article");

        note.ClassList.ShouldContain("note");
        note.TextContent.ShouldContain("Note");
        note.HasAttribute("data-public").ShouldBeFalse("the stale-send guard looks at public messages only");
    }

    [Fact]
    public void Ones_own_message_carries_the_key_that_replaces_its_draft_bubble()
    {
        Show(TimelineBuilderTests.Said(4, Noon, author: AuthorKind.Agent), mine: true).Find("article").GetAttribute("data-key").ShouldBe("key-4");
        Show(TimelineBuilderTests.Said(4, Noon)).Find("article").HasAttribute("data-key").ShouldBeFalse("a customer's key is nobody else's business");
    }

    [Theory]
    [InlineData("see https://example.com/a?b=1.", "https://example.com/a?b=1")]
    [InlineData("http://x.example/\"onmouseover=alert(1)//", "http://x.example/")]
    public void Web_addresses_can_be_followed(string text, string address) =>
        Show(TimelineBuilderTests.Said(1, Noon, text: text)).Find(".text a").GetAttribute("href").ShouldBe(address);

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("[x](data:text/html,1)")]
    public void Nothing_else_becomes_more_than_text(string text)
    {
        var shown = Show(TimelineBuilderTests.Said(1, Noon, text: text)).Find(".text");

        shown.Children.ShouldBeEmpty();
        shown.TextContent.Trim().ShouldBe(text);
    }

    [Fact]
    public void Where_a_message_went_stands_under_it()
    {
        var message = TimelineBuilderTests.Said(1, Noon, author: AuthorKind.Agent) with
        {
            Deliveries =
            [
                new DeliveryView(Channel.Chat, "", RecipientRole.To, DeliveryState.Read, Noon, null, null, null),
                Mailed("ann@example.com", DeliveryState.Superseded),
                Mailed("ann@example.com", DeliveryState.Failed, said: "550 no such mailbox"),
            ],
        };

        Show(message, mine: true).FindAll(".state").Select(state => state.TextContent.Trim()).ShouldBe(["Read", "Could not be mailed: 550 no such mailbox"]);
    }

    [Fact]
    public void Trying_again_is_told_after_a_quarter_of_an_hour_and_by_name_where_there_are_several()
    {
        var message = TimelineBuilderTests.Said(1, Noon, author: AuthorKind.Agent) with
        {
            Deliveries =
            [
                Mailed("ann@example.com", DeliveryState.Deferred, tried: Noon.AddMinutes(-14), said: "450 later"),
                Mailed("bob@example.com", DeliveryState.Deferred, tried: Noon.AddMinutes(-15), said: "450 later"),
            ],
        };

        Show(message, mine: true).FindAll(".state").Select(state => Blanks().Replace(state.TextContent, " ").Trim())
            .ShouldBe(["Being mailed · ann@example.com", "Will be tried again: 450 later · bob@example.com"]);
    }

    private static DeliveryView Mailed(string to, DeliveryState state, DateTimeOffset? tried = null, string? said = null) =>
        new(Channel.Email, to, RecipientRole.To, state, Noon, tried, null, said);

    [GeneratedRegex(@"\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Blanks();

    private IRenderedComponent<MessageView> Show(TimelineMessage message, bool mine = false) => Render<MessageView>(view => view
        .Add(part => part.Message, message)
        .Add(part => part.Author, "Ann")
        .Add(part => part.EndsRun, true)
        .Add(part => part.IsMine, mine));
}
