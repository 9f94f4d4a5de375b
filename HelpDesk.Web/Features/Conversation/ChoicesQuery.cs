using HelpDesk.Domain.Agents;
using HelpDesk.Migrations;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Features.Conversation;

/// <summary>An agent who can be given a ticket.</summary>
internal sealed record AgentChoice(long Id, string Name, Presence Presence);

/// <summary>What the menus of a conversation offer.</summary>
internal sealed class ChoicesQuery(IDbContextFactory<HelpDeskDb> factory)
{
    public async Task<IReadOnlyList<AgentChoice>> AgentsAsync(CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        return await db.Agents.AsNoTracking().Where(agent => agent.IsActive).OrderBy(agent => agent.Name).Take(500)
            .Select(agent => new AgentChoice(agent.Id, agent.Name, agent.Presence)).ToListAsync(ct);
    }

    public async Task<IReadOnlyList<string>> TagsAsync(CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        return await db.Tags.AsNoTracking().Select(tag => tag.Name).Distinct().OrderBy(name => name).Take(200).ToListAsync(ct);
    }
}
