using HelpDesk.Web.Channels.Email.Imap;
using HelpDesk.Web.Channels.Email.Mime;
using HelpDesk.Web.Channels.Email.Smtp;
using HelpDesk.Web.Outbox;

namespace HelpDesk.Web.Channels.Email;

/// <summary>Mail in and out.</summary>
internal static class EmailServices
{
    public static void AddEmail(this IServiceCollection services)
    {
        services.AddSingleton<IMimeReader, MimeReader>();
        services.AddSingleton<IMailSender, SmtpSender>();
        services.AddSingleton<RawMails>();
        services.AddImap();
    }
}
