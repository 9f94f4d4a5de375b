using HelpDesk.Web.Data;

namespace HelpDesk.Web.Channels.Chat;

/// <summary>The customers' side: widget, chat page and personal link, and the protocol they speak.</summary>
internal static class ChatServices
{
    public static void AddChat(this IServiceCollection services)
    {
        services.AddSingleton<VisitorTokens>();
        services.AddSingleton<InboxBook>().AddSingleton<Sightings>().AddSingleton<KeyUses>();
        services.AddSingleton<IdentitySecrets>();
        services.AddSingleton<IdentityTokens>();
        services.AddSingleton<Signatures>();
        services.AddSingleton<StatusBoard>();
        services.AddHostedService(provider => provider.GetRequiredService<StatusBoard>());
        services.AddSingleton<Origins>();
        services.AddSingleton<ContactDesk>();
        services.AddSingleton<Throttle>();
        services.AddSingleton<Pressure>();
        services.AddSingleton<Visits>();
        services.AddSingleton<VisitorDoor>();
        services.AddSingleton<ListenerParts>();
        services.AddHostedService<AwayAfterRestart>();
    }

    /// <summary>Comes before authentication: visitors have tokens of their own and no cookie.</summary>
    public static void UseChat(this WebApplication app)
    {
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments(VisitorDoor.Root),
            branch => branch.UseMiddleware<VisitorDoor>());
        app.Use((context, next) =>
        {
            // Any page may load the widget's own files; they are the same for everybody.
            if (context.Request.Path.StartsWithSegments("/w") && !context.Request.Path.StartsWithSegments(VisitorDoor.Root))
            {
                context.Response.Headers.AccessControlAllowOrigin = "*";
                context.Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
                // They are no pages, and in nobody's frame.
                context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
                context.Response.OnStarting(() => KeepLoader(context));
            }

            return next(context);
        });
    }

    /// <summary>Marks what catches the calls that are not there, whatever their method.</summary>
    internal sealed class NoSuchCall;

    public static void MapChat(this WebApplication app)
    {
        var calls = app.MapGroup(VisitorDoor.Root).AllowAnonymous().DisableAntiforgery();
        InboxEndpoints.Map(calls);
        ProactiveEndpoints.Map(calls);
        VisitorEndpoints.Map(calls);
        MessageEndpoints.Map(calls);
        EventEndpoints.Map(calls);
        ChatEndpoints.Map(calls);
        EndingEndpoints.Map(calls);
        FactEndpoints.Map(calls);
        FormEndpoints.Map(calls);
        PrivacyEndpoints.Map(calls);
        FileEndpoints.Map(calls);
        WishEndpoints.Map(calls);
        calls.Map("/{**rest}", () => TypedResults.NotFound()).WithMetadata(new NoSuchCall());
        ChatPages.Map(app);
        RatingPages.Map(app);
        MailedFiles.Map(app);
        ContactPages.Map(app);
    }

    // Pages ask for the loader on every view; what it loads is checked by its ETag.
    private static Task KeepLoader(HttpContext context)
    {
        if (context.Request.Path == "/w/loader.js")
        {
            context.Response.Headers.CacheControl = "public, max-age=300";
        }

        return Task.CompletedTask;
    }
}
