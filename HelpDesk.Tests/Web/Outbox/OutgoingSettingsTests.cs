using HelpDesk.Tests.Support;
using HelpDesk.Web.Settings;
using Microsoft.Extensions.Options;

namespace HelpDesk.Tests.Web.Outbox;

/// <summary>Wrong settings of outgoing mail are told at the start, by name and with an example.</summary>
public sealed class OutgoingSettingsTests
{
    [Theory]
    [InlineData("Security=ssl", "Mail:Outgoing:Security is none, starttls or tls")]
    [InlineData("Security=2", "Mail:Outgoing:Security is none, starttls or tls")]
    [InlineData("Port=0", "Mail:Outgoing:Port is a number from 1 to 65535")]
    [InlineData("Port=70000", "Mail:Outgoing:Port is a number from 1 to 65535")]
    [InlineData("Host=two hosts", "Mail:Outgoing:Host is the name or address of a mail server")]
    [InlineData("From=Acme <support@example.com>", "Mail:Outgoing:From is one address without a name")]
    [InlineData("From=a@example.com, b@example.com", "Mail:Outgoing:From is one address without a name")]
    [InlineData("From=nobody", "Mail:Outgoing:From is one address without a name")]
    [InlineData("Password=alone", "Mail:Outgoing:User and Password go together")]
    public async Task A_wrong_setting_is_named(string setting, string told)
    {
        await using var world = await World.CreateAsync(Databases.Sqlite, $"--Mail:Outgoing:{setting}");

        Should.Throw<OptionsValidationException>(() => world.Get<IOptions<OutgoingMailOptions>>().Value).Message.ShouldContain(told);
    }

    [Theory]
    [InlineData("STARTTLS")]
    [InlineData("tls")]
    [InlineData("None")]
    public async Task The_case_of_a_word_does_not_matter(string word)
    {
        await using var world = await World.CreateAsync(Databases.Sqlite, $"--Mail:Outgoing:Security={word}", "--Mail:Outgoing:Host=::1", "--Mail:Outgoing:From=ana@español.example");

        world.Get<IOptions<OutgoingMailOptions>>().Value.HasSecurity.ShouldBeTrue();
    }
}
