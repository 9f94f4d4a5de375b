using System.Security.Cryptography;
using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Chat;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Inboxes;

/// <summary>An administrator chooses what a chat says before anybody opened it. A refusal's code is the field.</summary>
internal sealed class SetProactive(Writer writer)
{
    private const int IdBytes = 6;

    /// <param name="messages">In the order they are tried. One with an empty id is new.</param>
    /// <exception cref="RuleException">See <see cref="ProactiveRules.Ensure"/>.</exception>
    /// <exception cref="NotFoundException">There is no such web inbox.</exception>
    public Task RunAsync(Actor actor, string key, IReadOnlyList<ProactiveMessage> messages, CancellationToken ct)
    {
        actor.Require(Permission.Administer);
        var cleaned = messages.Select(Clean).ToList();
        ProactiveRules.Ensure(cleaned);
        return writer.RunAsync(
            async (db, token) =>
            {
                var inbox = await db.Inboxes.SingleOrDefaultAsync(row => row.Key == key && row.Channel == Channel.Chat, token) ?? throw new NotFoundException("inbox");

                // What says something else is another message: browsers show it again.
                var said = inbox.Widget.Proactive.Select(message => (message.Id, message.Text)).ToHashSet();
                inbox.Dress(inbox.Widget with { Proactive = cleaned.ConvertAll(message => said.Remove((message.Id, message.Text)) ? message : message with { Id = NewId() }) });
            },
            ct);
    }

    private static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));

    private static ProactiveMessage Clean(ProactiveMessage message) => message with
    {
        Text = message.Text.Trim(),
        From = Optional(message.From),
        Pages = Optional(message.Pages),
    };

    private static string? Optional(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
