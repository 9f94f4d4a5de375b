using HelpDesk.Web.Channels.Email.Mime;

namespace HelpDesk.Web.Channels.Email;

/// <summary>Mail in and out.</summary>
internal static class EmailServices
{
    public static void AddEmail(this IServiceCollection services)
    {
        services.AddSingleton<IMimeReader, MimeReader>();
    }
}
