namespace HelpDesk.Web.Actions;

/// <summary>Registers every use case of this folder: the sealed classes that have a <c>RunAsync</c>.</summary>
internal static class ActionServices
{
    public static IServiceCollection AddActions(this IServiceCollection services)
    {
        foreach (var action in All())
        {
            services.AddSingleton(action);
        }

        return services.AddSingleton<Timers>();
    }

    /// <summary>The use cases; the test of authorisation walks the same list.</summary>
    public static IEnumerable<Type> All() => typeof(ActionServices).Assembly.GetTypes().Where(type =>
        type is { IsClass: true, IsSealed: true, IsAbstract: false }
        && type.Namespace?.StartsWith(typeof(ActionServices).Namespace!, StringComparison.Ordinal) == true
        && type.GetMethods().Any(method => method.Name == "RunAsync"));
}
