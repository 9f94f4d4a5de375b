using HelpDesk.Web.Channels.Email.Imap;
using HelpDesk.Web.Channels.Email.Mime;
using HelpDesk.Web.Channels.Email.Smtp;
using HelpDesk.Web.Outbox;
using HelpDesk.Web.Settings;

namespace HelpDesk.Web.Channels.Email;

/// <summary>Mail in and out.</summary>
internal static class EmailServices
{
    public static void AddEmail(this IServiceCollection services)
    {
        services.AddSingleton<IMimeReader, MimeReader>();
        services.AddSingleton<IMailSender, SmtpSender>();
        services.AddSingleton<SendingTest>();
        services.AddOptions<IncomingMailOptions>().BindConfiguration(IncomingMailOptions.Section)
            .Validate(options => options.HasHost, "Mail:Incoming:Host is the name or address of a mail server, for example imap.example.com")
            .Validate(options => options.HasPort, "Mail:Incoming:Port is a number from 1 to 65535, for example 993")
            .Validate(options => options.HasSecurity, "Mail:Incoming:Security is none, starttls or tls; tls usually goes with port 993, starttls with 143")
            .Validate(options => options.HasInterval, "Mail:Incoming:PollEvery is at least one second, for example 00:05:00")
            .ValidateOnStart();
        services.AddSingleton<RawMails>().AddSingleton<MailInboxes>().AddSingleton<MailDoor>();
        services.AddSingleton<MailQueue>().AddSingleton<MailParser>().AddSingleton<MailTaking>();
        services.AddSingleton<MailboxSetup>();
        services.AddHostedService(provider => provider.GetRequiredService<MailboxSetup>());
        services.AddHostedService<MailReader>();
        services.AddImap();
    }
}
