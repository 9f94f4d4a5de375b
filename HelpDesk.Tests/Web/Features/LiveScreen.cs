using Bunit;
using HelpDesk.Domain.Agents;
using HelpDesk.Migrations;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Features.Conversation;
using HelpDesk.Web.Features.Customers;
using HelpDesk.Web.Features.Kpis;
using HelpDesk.Web.Features.Outgoing;
using HelpDesk.Web.Features.TicketList;
using HelpDesk.Web.Live;
using HelpDesk.Web.Outbox;
using HelpDesk.Web.Settings;
using HelpDesk.Web.Ui;
using HelpDesk.Web.Ui.Texts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace HelpDesk.Tests.Web.Features;

/// <summary>One agent's screen in front of a world: components with the real queries, actions and live feed.</summary>
internal sealed class LiveScreen : BunitContext
{
    /// <param name="world">The desk.</param>
    /// <param name="me">Who sits in front of it.</param>
    /// <param name="clock">The time on screen; the real one when nothing is said.</param>
    public LiveScreen(World world, Actor me, TimeProvider? clock = null)
    {
        World = world;
        Me = me;
        JSInterop.Mode = JSRuntimeMode.Loose;
        var factory = world.Get<IDbContextFactory<HelpDeskDb>>();
        Services.AddSingleton<IStringLocalizer, JsonLocalizer>();
        Services.AddSingleton(clock ?? TimeProvider.System);
        Services.AddSingleton(world.Get<Feed>());
        Services.AddSingleton(new TicketListQuery(factory, world.Clock));
        Services.AddSingleton(new TicketSearchQuery(factory));
        Services.AddSingleton(new ConversationQuery(factory, world.Get<IOptionsMonitor<OutgoingMailOptions>>()));
        Services.AddSingleton(new ChoicesQuery(factory));
        Services.AddSingleton(new CustomerQuery(factory));
        Services.AddSingleton(new KpiQuery(factory));
        Services.AddSingleton(new OutgoingQuery(factory, world.Get<IOptionsMonitor<OutgoingMailOptions>>(), world.Get<OutgoingFolder>(), world.Get<SendingHealth>()));
        Services.AddSingleton(new MailAlarms(factory, world.Get<SendingHealth>(), clock ?? world.Clock));
        Services.AddScoped<Notices>();
        Services.AddFallbackServiceProvider(new Behind(world));
        SetRendererInfo(new Microsoft.AspNetCore.Components.RendererInfo("Server", true));
    }

    public World World { get; }

    public Actor Me { get; }

    private sealed class Behind(World world) : IServiceProvider
    {
        public object? GetService(Type serviceType) =>
            serviceType.Namespace?.StartsWith("HelpDesk.Web.Actions", StringComparison.Ordinal) == true ? world.Services.GetService(serviceType) : null;
    }
}
