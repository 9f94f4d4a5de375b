using HelpDesk.Domain;
using HelpDesk.Domain.Email;
using HelpDesk.Domain.Tickets;

namespace HelpDesk.Tests.Domain.Email;

/// <summary>Who gets a copy of an answer.</summary>
public sealed class AudienceTests
{
    private static readonly OwnAddresses Desk = new(new HashSet<string> { "support@acme.example", "sales@acme.example" });

    // named: "-" for nobody chosen; else "to a,b; cc c; bcc d".
    [Theory]
    [InlineData("nobody else", "", false, "-", "", "")]
    [InlineData("whom an agent accepted", "bo@x.example", false, "-", "", "cc bo@x.example")]
    [InlineData("not while the customer chats", "bo@x.example", true, "-", "", "")]
    [InlineData("whoever is named, also in a chat", "bo@x.example", true, "cc bo@x.example", "", "cc bo@x.example")]
    [InlineData("nobody, when all were taken out", "bo@x.example", false, "", "", "")]
    [InlineData("the desk is never accepted", "support+t1@acme.example,bo@x.example", false, "-", "", "cc bo@x.example")]
    [InlineData("the customer's other address is no copy", "ann.home@x.example", false, "-", "", "")]
    [InlineData("but may be named", "", false, "cc ann.home@x.example", "", "cc ann.home@x.example")]
    [InlineData("the customer named again is one mail", "", false, "to ann@x.example; bcc ann@x.example", "", "")]
    [InlineData("most visible place wins", "", false, "to bo@x.example; cc bo@x.example; bcc bo@x.example", "", "to bo@x.example")]
    [InlineData("Cc beats Bcc", "", false, "cc cy@x.example; bcc cy@x.example", "", "cc cy@x.example")]
    [InlineData("case and spaces are nothing", "", false, "cc  Bo@X.example ", "", "cc bo@x.example")]
    [InlineData("who has it already is left out", "bo@x.example,cy@x.example", false, "-", "bo@x.example", "cc cy@x.example")]
    [InlineData("each where they were named", "", false, "to bo@x.example; cc cy@x.example; bcc dee@x.example", "", "to bo@x.example; cc cy@x.example; bcc dee@x.example")]
    public void Copies_go_to(string why, string accepted, bool chatting, string named, string reached, string expected)
    {
        var others = Audience.Others(new AudienceFacts
        {
            Desk = Desk,
            Customer = "ann@x.example",
            CustomersOwn = ["ann@x.example", "ann.home@x.example"],
            Accepted = List(accepted),
            IsChatting = chatting,
            Named = named == "-" ? null : Read(named),
            Reached = List(reached),
        });

        string.Join("; ", others.Select(other => $"{other.Role.ToString().ToLowerInvariant()} {other.Address}")).ShouldBe(expected, why);
    }

    [Theory]
    [InlineData("support@acme.example")]
    [InlineData("SALES+t1042-abc@acme.example")]
    [InlineData("")]
    [InlineData("nobody")]
    [InlineData("a@x.example, b@x.example")]
    [InlineData("Bo <bo@x.example>")]
    [InlineData("bo@x.example\r\nBcc: eve@x.example")]
    [InlineData("\"a b\"@x.example")]
    [InlineData("bo@x.example\0")]
    public void What_cannot_be_written_to_is_refused(string address)
    {
        foreach (var named in (NamedRecipients[])[new([address], [], []), new([], [address], []), new([], [], [address])])
        {
            var refused = Should.Throw<RuleException>(() => Audience.Others(new AudienceFacts { Desk = Desk, Named = named }));
            refused.Code.ShouldBe("recipients");
            refused.Message.Any(char.IsControl).ShouldBeFalse();
        }
    }

    [Fact]
    public void More_than_thirty_are_refused()
    {
        NamedRecipients Of(int count) => new([], [.. Enumerable.Range(0, count).Select(at => $"a{at}@x.example")], []);
        Audience.Others(new AudienceFacts { Desk = Desk, Named = Of(Audience.Most) }).Count.ShouldBe(Audience.Most);
        Should.Throw<RuleException>(() => Audience.Others(new AudienceFacts { Desk = Desk, Named = Of(Audience.Most + 1) }));
    }

    private static string[] List(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries);

    private static NamedRecipients Read(string text)
    {
        var parts = text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToLookup(part => part[..part.IndexOf(' ', StringComparison.Ordinal)], part => part[(part.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
        string[] Of(string role) => [.. parts[role]];
        return new NamedRecipients(Of("to"), Of("cc"), Of("bcc"));
    }
}
