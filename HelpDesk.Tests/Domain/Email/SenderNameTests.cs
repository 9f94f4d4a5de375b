using HelpDesk.Domain.Email;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Outbox;
using HelpDesk.Web.Outbox.Mime;

namespace HelpDesk.Tests.Domain.Email;

public sealed class SenderNameTests
{
    [Theory]
    [InlineData("{agent} via {workspace}", "Ana", "Acme", "Ana via Acme")]
    [InlineData("{agent} via {workspace}", null, "Acme", "Acme")]
    [InlineData("Acme", "Ana", "Acme Ltd", "Acme")]
    [InlineData("{agent} via {workspace}", "{workspace}", "{agent}", "{workspace} via {agent}")]
    [InlineData("{agent} ({team})", "Ana", "Acme", "Ana ({team})")]
    public void A_mail_comes_from_a_person_for_the_desk(string template, string? agent, string workspace, string expected) =>
        SenderName.Of(template, agent, workspace).ShouldBe(expected);

    [Theory]
    [InlineData("Ana Ñúñez", "Acmé – 株式会社")]
    [InlineData("O\"Neil \\ \"Bo\"", "A, B <c@example.com>; (d)")]
    [InlineData("🙂🙂🙂", "=?utf-8?B?QUJD?=")]
    public void Whatever_people_are_called_the_field_holds_one_mailbox_and_gives_the_name_back(string agent, string workspace)
    {
        var name = SenderName.Of("{agent} via {workspace}", agent, workspace);

        var field = Field(name);

        field.ShouldEndWith("\r\n <support@acme.example>\r\n");
        var shown = Mail.Parse(field + "\r\n")["From"]!.Replace("\\\\", "\\", StringComparison.Ordinal).Replace("\\\"", "\"", StringComparison.Ordinal);
        shown.ShouldContain(name);
    }

    [Theory]
    [InlineData('x')]
    [InlineData('ñ')]
    [InlineData('\ud83d')]
    public void A_very_long_name_is_cut_and_folded(char letter)
    {
        var one = char.IsHighSurrogate(letter) ? "🙂" : letter.ToString();
        var name = SenderName.Of("{agent} via {workspace}", string.Concat(Enumerable.Repeat(one, 5_000)), "Acme");

        name.Length.ShouldBeInRange(SenderName.MaxLength - 1, SenderName.MaxLength);
        name.ShouldEndWith($"{one}…");
        Field(name).Split("\r\n").ShouldAllBe(line => line.Length <= 78 && line.All(char.IsAscii));
    }

    [Theory]
    [InlineData("Ana\r\nBcc: all@example.com")]
    [InlineData("Ana\nBcc: all@example.com")]
    [InlineData("Ana\0")]
    [InlineData("Ana\u2028Bcc: all@example.com")]
    public void A_name_that_would_begin_a_field_of_its_own_is_refused(string agent) =>
        Should.Throw<MailRefusedException>(() => Field(SenderName.Of("{agent} via {workspace}", agent, "Acme")));

    private static string Field(string name) => new Headers().Mailbox("From", name, "support@acme.example").ToString();
}
