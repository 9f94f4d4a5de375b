namespace HelpDesk.Web.Live;

internal static class LiveServices
{
    public static IServiceCollection AddLive(this IServiceCollection services) => services.AddSingleton<Feed>().AddSingleton<JobBoard>().AddSingleton<ReplyTimes>().AddSingleton<OpenPages>();
}
