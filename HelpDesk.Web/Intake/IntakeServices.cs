namespace HelpDesk.Web.Intake;

internal static class IntakeServices
{
    public static IServiceCollection AddIntake(this IServiceCollection services) =>
        services.AddSingleton<Intake>().AddSingleton<MailIntake>().AddSingleton<MailThreads>().AddSingleton<Acknowledgements>();
}
