using System.Reflection;
using System.Runtime.CompilerServices;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Actions;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace HelpDesk.Tests.Web;

/// <summary>
/// Every action refuses whoever lacks its permission, before it touches the database. Actions of visitors are judged by
/// what is theirs instead. A new action without a line here fails.
/// </summary>
public sealed class ActionAuthorisationTests : IAsyncLifetime
{
    private static readonly Dictionary<string, Permission> Needed = new()
    {
        ["AcceptParticipant"] = Permission.WriteTickets,
        ["AddAddress"] = Permission.WriteCustomers,
        ["AddCustomerNote"] = Permission.WriteCustomers,
        ["AddMailbox"] = Permission.Administer,
        ["AddNote"] = Permission.WriteTickets,
        ["AdmitSignedOnly"] = Permission.Administer,
        ["AskBefore"] = Permission.Administer,
        ["Assign"] = Permission.WriteTickets,
        ["ChangeAgent"] = Permission.Administer,
        ["CreateAdmin"] = Permission.Administer,
        ["CreateIdentityKey"] = Permission.Administer,
        ["CreateToken"] = Permission.Administer,
        ["DescribeMe"] = Permission.ReadTickets,
        ["Describe"] = Permission.WriteCustomers,
        ["EditCustomer"] = Permission.WriteCustomers,
        ["DressInbox"] = Permission.Administer,
        ["EditMailbox"] = Permission.Administer,
        ["EmptyOldTickets"] = Permission.Administer,
        ["EraseCustomer"] = Permission.Administer,
        ["KeepPrivacy"] = Permission.Administer,
        ["EditTeam"] = Permission.Administer,
        ["EditTicket"] = Permission.WriteTickets,
        ["EndChat"] = Permission.WriteTickets,
        ["ForgetAnswers"] = Permission.Administer,
        ["FoundWorkspace"] = Permission.Administer,
        ["InviteAgent"] = Permission.Administer,
        ["KeepDraft"] = Permission.WriteTickets,
        ["MakePrimary"] = Permission.WriteCustomers,
        ["MarkSeen"] = Permission.ReadTickets,
        ["Merge"] = Permission.WriteCustomers,
        ["MoveToTeam"] = Permission.WriteTickets,
        ["OpenTicket"] = Permission.WriteTickets,
        ["RemoveAddress"] = Permission.WriteCustomers,
        ["RemoveCustomerNote"] = Permission.WriteCustomers,
        ["RemoveMailbox"] = Permission.Administer,
        ["Rename"] = Permission.WriteTickets,
        ["PauseMailbox"] = Permission.Administer,
        ["ReplayMail"] = Permission.Administer,
        ["Reply"] = Permission.WriteTickets,
        ["RetryDeadline"] = Permission.Administer,
        ["RetryDelivery"] = Permission.Administer,
        ["RevokeIdentityKey"] = Permission.Administer,
        ["RunJob"] = Permission.Administer,
        ["SetAttribute"] = Permission.WriteCustomers,
        ["SetProactive"] = Permission.Administer,
        ["SetPresence"] = Permission.ReadTickets,
        ["SetPriority"] = Permission.WriteTickets,
        ["SetStatus"] = Permission.WriteTickets,
        ["SetTags"] = Permission.WriteTickets,
        ["SweepUploads"] = Permission.Administer,
        ["TeamNow"] = Permission.ReadKpis,
        ["TimeChats"] = Permission.Administer,
        ["TidyDatabase"] = Permission.Administer,
        ["UndoMerge"] = Permission.WriteCustomers,
        ["UploadFile"] = Permission.WriteTickets,
    };

    private static readonly string[] OfVisitorsOnly =
        ["AnswerForm", "CatchMachine", "GiveContact", "GoOnByMail", "Identify", "KeepHere", "MarkRead", "RateChat", "SendTranscript", "TellFacts", "TrackEvent", "TrackPresence"];

    private readonly TestApp app = new TestApp
    {
        Replace = services => services.AddSingleton<Untouchable>().AddKeyedSingleton("untouchable", (provider, _) => new Writer(
            provider.GetRequiredService<Untouchable>(), provider.GetRequiredService<EventTail>(), TimeProvider.System, NullLogger<Writer>.Instance)),
    };

    public Task InitializeAsync()
    {
        app.Start();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public void Every_action_says_what_it_needs() =>
        ActionServices.All().Select(type => type.Name).Except(Needed.Keys).Except(OfVisitorsOnly).ShouldBeEmpty();

    [Fact]
    public void Every_line_is_about_an_action() =>
        Needed.Keys.Concat(OfVisitorsOnly).Except(ActionServices.All().Select(type => type.Name)).ShouldBeEmpty();

    [Fact]
    public async Task Without_its_permission_an_action_refuses_before_it_touches_anything()
    {
        var wrong = new List<string>();
        foreach (var type in ActionServices.All().Where(type => Needed.ContainsKey(type.Name)))
        {
            var action = Create(type);
            foreach (var run in type.GetMethods().Where(method => method.Name == "RunAsync" && method.GetParameters()[0].ParameterType == typeof(Actor)))
            {
                foreach (var granted in new[] { Permission.None, Permission.Administrator & ~Needed[type.Name] })
                {
                    if (await OutcomeAsync(action, run, granted) is not NotAllowedException and var other)
                    {
                        wrong.Add($"{type.Name} with {granted}: {other?.GetType().Name ?? "went through"}");
                    }
                }
            }
        }

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void An_action_of_visitors_takes_nobody_else() =>
        ActionServices.All().Where(type => OfVisitorsOnly.Contains(type.Name))
            .SelectMany(type => type.GetMethods().Where(method => method.Name == "RunAsync"))
            .Where(method => method.GetParameters()[0].ParameterType.Name != "Visitor")
            .ShouldBeEmpty();

    private static async Task<Exception?> OutcomeAsync(object action, MethodInfo run, Permission granted)
    {
        var actor = new Actor(AuthorKind.Agent, 7, "Mallory", granted);
        var arguments = run.GetParameters().Select((parameter, index) => index == 0 ? actor : Anything(parameter.ParameterType)).ToArray();
        return await Record.ExceptionAsync(async () =>
        {
            try
            {
                await (Task)run.Invoke(action, arguments)!;
            }
            catch (TargetInvocationException failure)
            {
                throw failure.InnerException!;
            }
        });
    }

    private static object? Anything(Type type) =>
        type == typeof(string) ? "x"
        : type == typeof(Stream) ? Stream.Null
        : type.IsInterface && type.IsGenericType ? Array.CreateInstance(type.GetGenericArguments()[0], 0)
        : Nullable.GetUnderlyingType(type) is not null ? null
        : type.IsValueType ? Activator.CreateInstance(type)
        : RuntimeHelpers.GetUninitializedObject(type);

    // With a writer and a factory that cannot be used.
    private object Create(Type type)
    {
        var constructor = type.GetConstructors()[0];
        return constructor.Invoke([.. constructor.GetParameters().Select(parameter =>
            parameter.ParameterType == typeof(Writer) ? app.Services.GetRequiredKeyedService<Writer>("untouchable")
            : parameter.ParameterType == typeof(IDbContextFactory<HelpDeskDb>) ? app.Get<Untouchable>()
            : app.Services.GetRequiredService(parameter.ParameterType))]);
    }

    private sealed class Untouchable : IDbContextFactory<HelpDeskDb>
    {
        public HelpDeskDb CreateDbContext() => throw new InvalidOperationException("An action touched the database.");
    }
}
