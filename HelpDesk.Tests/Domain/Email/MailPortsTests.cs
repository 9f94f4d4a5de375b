using HelpDesk.Domain.Email;

namespace HelpDesk.Tests.Domain.Email;

public sealed class MailPortsTests
{
    [Theory]
    [InlineData(MailSecurity.Tls, 993, 465)]
    [InlineData(MailSecurity.StartTls, 143, 587)]
    [InlineData(MailSecurity.None, 143, 25)]
    public void Every_protection_has_its_usual_ports(MailSecurity security, int incoming, int outgoing) =>
        (MailPorts.Incoming(security), MailPorts.Outgoing(security)).ShouldBe((incoming, outgoing));
}
