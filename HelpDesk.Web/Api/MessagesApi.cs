using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Email;
using HelpDesk.Web.Actions.Tickets;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HelpDesk.Web.Api;

/// <summary><c>/api/v1/tickets/{number}/messages</c></summary>
internal static class MessagesApi
{
    private const string Public = "public";
    private const string Note = "note";

    public static void MapMessages(this RouteGroupBuilder api)
    {
        var messages = api.MapGroup("/tickets/{number:long}/messages").WithTags("Messages");
        messages.MapGet("", List).Needs(Permission.ReadTickets).WithName("listMessages")
            .WithSummary("Read a timeline").WithDescription("In order of `seq`, with notes and activities.");
        messages.MapPost("", Write).Needs(Permission.WriteTickets).WithName("writeMessage")
            .WithSummary("Answer or leave a note")
            .WithDescription("A public message is shown in the customer's chat, and mailed when it is not read there or there is no chat. Whom `to` and `cc` name gets a copy of the mail and takes part from then on; without either the copies go to those who take part already, and while the customer chats to nobody.");
    }

    private static async Task<Ok<Page<MessageView>>> List(
        long number, [AsParameters] PageRequest page, HttpContext context, MessageQuery query, CancellationToken ct)
    {
        var rows = await query.ListAsync(number, page.Number, page.Size + 1, ct);
        return TypedResults.Ok(page.Cut(context, rows, message => message.Seq));
    }

    private static Task<Created<MessageView>> Write(
        long number, NewMessageBody body, Caller caller, HttpContext context, Idempotency idempotency, Reply reply, AddNote note, MessageQuery query, CancellationToken ct) =>
        idempotency.RunAsync(
            context,
            body,
            async clientKey =>
            {
                Check(body);
                var written = new Written(body.Text ?? "", clientKey, []) { Others = body.To is null && body.Cc is null ? null : new NamedRecipients(body.To ?? [], body.Cc ?? [], []) };
                var stored = await (body.Kind == Public ? reply.RunAsync(caller.Actor, number, written, ct) : note.RunAsync(caller.Actor, number, written, ct));
                return await query.ReadAsync(stored.MessageId, ct);
            },
            _ => $"/api/v1/tickets/{number}/messages");

    private static void Check(NewMessageBody body)
    {
        var errors = new FieldErrors();
        if (body.Kind is not (Public or Note))
        {
            errors.Add("kind", $"One of {Public}, {Note} is expected.");
        }

        if (string.IsNullOrWhiteSpace(body.Text))
        {
            errors.Add("text", "There is nothing to send yet.");
        }

        Check(errors, "to", body, body.To);
        Check(errors, "cc", body, body.Cc);
        errors.ThrowIfAny();
    }

    private static void Check(FieldErrors errors, string field, NewMessageBody body, IReadOnlyList<string>? addresses)
    {
        if (body.Kind == Note && addresses is { Count: > 0 })
        {
            errors.Add(field, "A note is mailed to nobody.");
        }
        else if (addresses?.FirstOrDefault(address => !EmailAddress.TryNormalise(address, out _)) is { } wrong)
        {
            errors.Add(field, $"{wrong} is not an e-mail address.");
        }
    }
}
