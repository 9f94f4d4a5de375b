using HelpDesk.Web.Outbox.Mime;
using HelpDesk.Web.Settings;

namespace HelpDesk.Web.Outbox;

internal static class OutboxServices
{
    public static IServiceCollection AddOutbox(this IServiceCollection services)
    {
        services.AddOptions<OutgoingMailOptions>().BindConfiguration(OutgoingMailOptions.Section);
        services.AddSingleton<Deliveries>().AddSingleton<ChatLinks>();
        services.AddSingleton<MailAddresses>().AddSingleton<MessageIds>().AddSingleton<MailBatches>().AddSingleton<MailComposer>().AddSingleton<MailRun>();
        return services.AddSingleton<MimeWriter>().AddSingleton<IMailSender, OutgoingFolder>();
    }
}
