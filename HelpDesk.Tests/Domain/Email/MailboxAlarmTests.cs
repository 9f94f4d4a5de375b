using HelpDesk.Domain.Email;

namespace HelpDesk.Tests.Domain.Email;

public sealed class MailboxAlarmTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(false, false, null, null, MailboxState.NotFetched)]
    [InlineData(true, true, 1, null, MailboxState.Paused)]
    [InlineData(true, true, 1, 60, MailboxState.Paused)]
    [InlineData(true, false, null, null, MailboxState.Waiting)]
    [InlineData(true, false, 1, null, MailboxState.Works)]
    [InlineData(true, false, 14, null, MailboxState.Works)]
    [InlineData(true, false, 15, null, MailboxState.Alarm)]
    [InlineData(true, true, 60, null, MailboxState.Paused)]
    [InlineData(true, false, 14, 14, MailboxState.Failing)]
    [InlineData(true, false, null, 14, MailboxState.Failing)]
    [InlineData(true, false, 20, 14, MailboxState.Alarm)]
    [InlineData(true, false, 20, 15, MailboxState.Alarm)]
    [InlineData(true, false, null, 16, MailboxState.Alarm)]
    public void A_mailbox_that_does_not_work_for_a_while_raises_the_alarm(bool fetches, bool isPaused, int? readMinutesAgo, int? failingMinutes, MailboxState expected)
    {
        var account = new MailAccount(1, "support@example.com")
        {
            Incoming = fetches ? new MailServer("imap.example.com", 993, MailSecurity.Tls, "", "") : MailServer.None,
            IsPaused = isPaused,
        };
        if (readMinutesAgo is { } read)
        {
            account.Succeed(Now.AddMinutes(-read));
        }

        if (failingMinutes is { } failing)
        {
            account.Fail("It does not answer.", Now, Now.AddMinutes(-failing));
        }

        MailboxAlarm.StateOf(account, Now).ShouldBe(expected);
    }

    [Theory]
    [InlineData(10, MailboxState.Works)]
    [InlineData(60, MailboxState.Waiting)]
    public void A_pause_is_no_silence(int readMinutesAgo, MailboxState expected)
    {
        var account = new MailAccount(1, "support@example.com") { Incoming = new MailServer("imap.example.com", 993, MailSecurity.Tls, "", ""), IsPaused = true };
        account.Succeed(Now.AddMinutes(-readMinutesAgo));
        account.Fail("It does not answer.", Now, Now.AddMinutes(-readMinutesAgo));

        account.Resume(Now);

        MailboxAlarm.StateOf(account, Now).ShouldBe(expected);
    }
}
