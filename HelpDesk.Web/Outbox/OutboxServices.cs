using HelpDesk.Web.Data;
using HelpDesk.Web.Outbox.Mime;
using HelpDesk.Web.Settings;

namespace HelpDesk.Web.Outbox;

internal static class OutboxServices
{
    public static IServiceCollection AddOutbox(this IServiceCollection services)
    {
        services.AddOptions<OutgoingMailOptions>().BindConfiguration(OutgoingMailOptions.Section)
            .Validate(options => options.HasHost, "Mail:Outgoing:Host is the name or address of a mail server, for example smtp.example.com")
            .Validate(options => options.HasPort, "Mail:Outgoing:Port is a number from 1 to 65535, for example 587")
            .Validate(options => options.HasSecurity, "Mail:Outgoing:Security is none, starttls or tls; tls usually goes with port 465, starttls with 587")
            .Validate(options => options.HasCredentials, "Mail:Outgoing:User and Password go together and hold no line breaks")
            .Validate(options => options.HasFrom, "Mail:Outgoing:From is one address without a name, for example support@example.com")
            .ValidateOnStart();
        services.AddSingleton<MailSecrets>().AddSingleton<Deliveries>().AddSingleton<Recipients>().AddSingleton<ChatLinks>();
        services.AddSingleton<MailRoutes>().AddSingleton<MessageIds>().AddSingleton<MailBatches>().AddSingleton<MailComposer>().AddSingleton<MailRun>();
        services.AddSingleton<SendingHealth>().AddSingleton<MimeWriter>().AddSingleton<OutgoingFolder>();
        return services;
    }
}
