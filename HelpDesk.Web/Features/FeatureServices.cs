using HelpDesk.Web.Features.Account;
using HelpDesk.Web.Features.Agents;
using HelpDesk.Web.Features.Conversation;
using HelpDesk.Web.Features.Customers;
using HelpDesk.Web.Features.Identity;
using HelpDesk.Web.Features.Jobs;
using HelpDesk.Web.Features.Kpis;
using HelpDesk.Web.Features.Mailboxes;
using HelpDesk.Web.Features.Outgoing;
using HelpDesk.Web.Features.Teams;
using HelpDesk.Web.Features.TicketList;
using HelpDesk.Web.Features.Widgets;

namespace HelpDesk.Web.Features;

internal static class FeatureServices
{
    public static IServiceCollection AddFeatures(this IServiceCollection services) => services
        .AddSingleton<AgentsQuery>()
        .AddSingleton<TeamsQuery>()
        .AddSingleton<TicketListQuery>()
        .AddSingleton<TicketSearchQuery>()
        .AddSingleton<ConversationQuery>()
        .AddSingleton<ChoicesQuery>()
        .AddSingleton<MailPictures>()
        .AddSingleton<CustomerQuery>()
        .AddSingleton<CustomerListQuery>()
        .AddSingleton<JobsQuery>()
        .AddSingleton<KpiQuery>()
        .AddSingleton<MailboxesQuery>()
        .AddSingleton<MailboxTrial>()
        .AddSingleton<OutgoingQuery>()
        .AddSingleton<WidgetsQuery>()
        .AddSingleton<IdentityQuery>();

    public static void MapFeatures(this IEndpointRouteBuilder routes)
    {
        routes.MapAccount();
        routes.MapComposer();
        routes.MapAgentFiles();
        routes.MapMailFrames();
        routes.MapRawMails();
        routes.MapOutgoingFiles();
    }
}
