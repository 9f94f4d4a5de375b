using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Chat;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Tickets;

namespace HelpDesk.Web.Intake;

/// <summary>What a customer asks for beside an answer. It comes with a message that says so in words.</summary>
internal abstract record Wish
{
    /// <summary>Makes it seen, in the transaction that stores its message.</summary>
    public abstract void Tell(Ticket ticket, ChatSession session, Customer customer, Actor author, DateTimeOffset now);
}

/// <summary>Somebody in the chat, now: it rings.</summary>
internal sealed record TalkNow : Wish
{
    public override void Tell(Ticket ticket, ChatSession session, Customer customer, Actor author, DateTimeOffset now)
    {
        if (session.Ring())
        {
            ticket.Log(new Activity(ActivityType.TalkNowAsked), author, now);
        }
    }
}

/// <summary>A call. The number is only claimed.</summary>
/// <param name="Phone">Normalised (<see cref="PhoneNumber"/>).</param>
/// <param name="When">When it suits, in the customer's words; null for whenever.</param>
internal sealed record CallBack(string Phone, string? When) : Wish
{
    /// <summary>What the customer calls themself; empty says nothing.</summary>
    public string Name { get; init; } = "";

    /// <summary>So many unproven numbers are kept of one customer.</summary>
    private const int MostClaimed = 5;

    public override void Tell(Ticket ticket, ChatSession session, Customer customer, Actor author, DateTimeOffset now)
    {
        if (!customer.Identities.Any(identity => identity.Type == IdentityType.Phone && identity.Value == Phone))
        {
            customer.Identities.Where(identity => identity is { Type: IdentityType.Phone, VerifiedAt: null })
                .OrderByDescending(identity => identity.IsPrimary).ThenByDescending(identity => identity.Id)
                .Skip(MostClaimed - 1).ToList()
                .ForEach(identity => customer.Forget(identity));
            customer.Claim(IdentityType.Phone, Phone, now);
        }

        if (customer.DisplayName.Length == 0 && Name.Length > 0)
        {
            customer.Describe(Name, customer.Language, customer.CompanyId);
        }

        ticket.Log(new Activity(ActivityType.CallBackAsked, When, Phone), author, now);
    }
}
