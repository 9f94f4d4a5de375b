namespace HelpDesk.Web.Intake;

internal static class IntakeServices
{
    public static IServiceCollection AddIntake(this IServiceCollection services) => services.AddSingleton<Intake>();
}
