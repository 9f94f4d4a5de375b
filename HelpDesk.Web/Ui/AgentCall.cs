using HelpDesk.Domain.Agents;
using HelpDesk.Web.Access;
using HelpDesk.Web.Http;
using Microsoft.AspNetCore.Antiforgery;

namespace HelpDesk.Web.Ui;

/// <summary>The agent whose script calls; <see cref="AgentCallFilter"/> has made sure that there is one.</summary>
internal sealed class AgentCall(HttpContext http)
{
    public Actor Me => http.Items[typeof(Actor)] as Actor ?? throw new NotAllowedException(Permission.ReadTickets);

    public static ValueTask<AgentCall?> BindAsync(HttpContext http) => ValueTask.FromResult<AgentCall?>(new AgentCall(http));
}

/// <summary>Guards what the workspace's scripts call: the antiforgery header on every change, and an active agent.</summary>
internal sealed class AgentCallFilter(IAntiforgery antiforgery) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (!HttpMethods.IsGet(http.Request.Method) && !await antiforgery.IsRequestValidAsync(http))
        {
            throw new ProblemException(StatusCodes.Status400BadRequest, "antiforgery", "This page is out of date. Reload it.");
        }

        var agent = await http.RequestServices.GetRequiredService<CurrentActor>().FindAgentAsync(http.RequestAborted)
            ?? throw new ProblemException(StatusCodes.Status401Unauthorized, "unauthorized", "You are signed out.");
        http.Items[typeof(Actor)] = Actor.For(agent);
        return await next(context);
    }
}
