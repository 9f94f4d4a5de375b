using HelpDesk.Domain.Agents;
using HelpDesk.Migrations;
using HelpDesk.Web.Actions.Chats;
using HelpDesk.Web.Actions.Tickets;
using HelpDesk.Web.Intake;
using Channel = HelpDesk.Domain.Tickets.Channel;

namespace HelpDesk.Tests.Support;

/// <summary>A customer in front of the chat: <c>world.Customer("Ann").WritesAsync("Hello")</c>.</summary>
internal sealed class CustomerActor(World world, string name)
{
    public string Name { get; } = name;

    /// <summary>The visitor key of this person's browser.</summary>
    public string Key { get; init; } = PublicId.New("");

    public Visitor Visitor => new(Key, world.Inbox.Id, null);

    public Task<Taken> WritesAsync(string text, string? key = null, bool startsNew = false) => world.Get<Intake>().TakeAsync(
        new InboundMessage
        {
            Channel = Channel.Chat,
            InboxId = world.Inbox.Id,
            VisitorKey = Key,
            Text = text,
            ClientKey = key ?? Guid.NewGuid().ToString(),
            StartsNew = startsNew,
        },
        CancellationToken.None);

    public Task LeavesAddressAsync(long ticket, string email) =>
        world.Get<GiveContact>().RunAsync(Visitor, ticket, email, Name, CancellationToken.None);

    public Task ReadsAsync(long ticket, int seq) => world.Get<MarkRead>().RunAsync(Visitor, ticket, seq, CancellationToken.None);

    public Task ClosesThePageAsync() => world.Get<TrackPresence>().RunAsync(Visitor, connected: false, CancellationToken.None);

    public Task OpensThePageAsync() => world.Get<TrackPresence>().RunAsync(Visitor, connected: true, CancellationToken.None);

    public Task<bool> EndsTheChatAsync(long ticket) => world.Get<EndChat>().RunAsync(Visitor, ticket, CancellationToken.None);

    public Task<bool> IsStillHereAsync(long ticket) => world.Get<KeepHere>().RunAsync(Visitor, ticket, CancellationToken.None);
}

/// <summary>An agent in the workspace: <c>(await world.AgentAsync("Bo")).RepliesAsync(ticket, "Hi")</c>.</summary>
internal sealed class AgentActor(World world, Actor actor)
{
    public Actor Actor { get; } = actor;

    public Task<Stored> RepliesAsync(long ticket, string text, string? key = null, IReadOnlyList<string>? files = null) =>
        world.Get<Reply>().RunAsync(Actor, ticket, new Written(text, key, files ?? []), CancellationToken.None);

    public Task<Stored> NotesAsync(long ticket, string text) =>
        world.Get<AddNote>().RunAsync(Actor, ticket, new Written(text, null, []), CancellationToken.None);

    public Task<bool> TakesAsync(long ticket) => world.Get<Assign>().RunAsync(Actor, ticket, Actor.Id, CancellationToken.None);

    public Task<bool> SetsAsync(long ticket, string status) => world.Get<SetStatus>().RunAsync(Actor, ticket, status, CancellationToken.None);

    public Task<bool> EndsTheChatAsync(long ticket) => world.Get<EndChat>().RunAsync(Actor, ticket, CancellationToken.None);
}
