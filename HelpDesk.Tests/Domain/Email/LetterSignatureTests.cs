using HelpDesk.Domain.Email;

namespace HelpDesk.Tests.Domain.Email;

public sealed class LetterSignatureTests
{
    private static readonly SignatureFacts Facts = new()
    {
        AgentName = "Bo Lund",
        AgentEmail = "bo@acme.example",
        InboxName = "Support",
        CustomerName = "Ann {agent.email}",
        TicketNumber = 1042,
        WorkspaceName = "Acme",
    };

    [Theory]
    [InlineData("agent", "team", "inbox", "agent")]
    [InlineData(null, "team", "inbox", "team")]
    [InlineData(" \n", "team", "inbox", "team")]
    [InlineData(null, null, "inbox", "inbox")]
    [InlineData("", "", "", "Bo Lund\nAcme")]
    [InlineData(null, null, null, "Bo Lund\nAcme")]
    public void The_nearest_signature_stands_below(string? agent, string? team, string? inbox, string expected) =>
        LetterSignature.Of(Facts, agent, team, inbox).ShouldBe(expected);

    [Theory]
    [InlineData("{agent.name} <{agent.email}>", "Bo Lund <bo@acme.example>")]
    [InlineData("{inbox.name} of {workspace.name}, #{ticket.number}", "Support of Acme, #1042")]
    [InlineData("Dear {customer.name}", "Dear Ann {agent.email}")]
    [InlineData("{customer.password}", "{customer.password}")]
    [InlineData("  Bo\r\nAcme \r\n", "Bo\nAcme")]
    [InlineData("-- \nBo", "Bo")]
    [InlineData("--\r\nBo", "Bo")]
    [InlineData("--Bo", "--Bo")]
    public void Its_variables_are_filled_in(string signature, string expected) => LetterSignature.Of(Facts, signature).ShouldBe(expected);
}
