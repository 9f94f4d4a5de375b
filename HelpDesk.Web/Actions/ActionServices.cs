using HelpDesk.Migrations;
using Microsoft.AspNetCore.Identity;

namespace HelpDesk.Web.Actions;

/// <summary>Registers every use case of this folder: the sealed classes that have a <c>RunAsync</c>.</summary>
internal static class ActionServices
{
    public static IServiceCollection AddActions(this IServiceCollection services)
    {
        foreach (var action in All().Concat(Having("ApplyAsync")))
        {
            services.AddSingleton(action);
        }

        // OWASP ASVS 5.0, appendix C, for PBKDF2 with SHA-512.
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = 210_000);
        services.AddSingleton<IPasswordHasher<Login>, PasswordHasher<Login>>();
        return services.AddSingleton<Timers>();
    }

    /// <summary>The use cases; the test of authorisation walks the same list.</summary>
    public static IEnumerable<Type> All() => Having("RunAsync");

    // What a timer does has nobody who asks: ApplyAsync.
    private static IEnumerable<Type> Having(string verb) => typeof(ActionServices).Assembly.GetTypes().Where(type =>
        type is { IsClass: true, IsSealed: true, IsAbstract: false }
        && type.Namespace?.StartsWith(typeof(ActionServices).Namespace!, StringComparison.Ordinal) == true
        && type.GetMethods().Any(method => method.Name == verb));
}
