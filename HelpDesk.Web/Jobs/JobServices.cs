using HelpDesk.Web.Settings;
using Quartz;

namespace HelpDesk.Web.Jobs;

internal static class JobServices
{
    private static readonly TimeSpan ShortestSweep = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestSweep = TimeSpan.FromSeconds(1);

    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.AddOptions<WorkersOptions>().BindConfiguration(WorkersOptions.Section)
            .Validate(
                options => options.Sweep >= ShortestSweep && options.Sweep <= LongestSweep,
                "Workers:Sweep is between 10 milliseconds and one second, for example 00:00:00.250")
            .ValidateOnStart();
        services.AddSingleton<Claims>().AddSingleton<Deadlines>();
        services.AddSingleton<Sweeper>();
        services.AddHostedService(provider => provider.GetRequiredService<Sweeper>());
        services.AddQuartz(Schedule.Plan);
        services.AddHostedService<BoardKeeper>();
        return services.AddQuartzHostedService();
    }
}
