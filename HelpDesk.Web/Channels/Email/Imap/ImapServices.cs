namespace HelpDesk.Web.Channels.Email.Imap;

internal static class ImapServices
{
    public static IServiceCollection AddImap(this IServiceCollection services)
    {
        services.AddSingleton<IMailFetcher, ImapFetcher>().AddSingleton<ConnectionTest>();
        services.AddSingleton<FolderBook>().AddSingleton<MessageFetch>().AddSingleton<MailboxHealth>();
        return services.AddHostedService<MailboxKeeper>();
    }
}
