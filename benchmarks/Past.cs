using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Benchmarks;

/// <summary>
/// A desk that has been at work for half a year: 20,000 tickets of 2,000 customers, five messages in each, 4,000 still open.
/// Told by the rules' own verbs, so that what is kept beside a message (activities, events, full text) is there too.
/// </summary>
internal static class Past
{
    public const int Tickets = 20_000;

    private const int People = 2_000;
    private const int OpenEvery = 5;
    private const int Batch = 500;

    private static readonly TimeSpan Pace = TimeSpan.FromMinutes(12);

    public static async Task TellAsync(HelpDeskDb db)
    {
        var inbox = await db.Inboxes.Select(row => row.Id).SingleAsync();
        var agent = Actor.For(await db.Agents.SingleAsync());
        var began = TimeProvider.System.GetUtcNow() - (Pace * Tickets);
        db.ChangeTracker.Clear();
        db.Customers.AddRange(Enumerable.Range(0, People).Select(i => new Customer($"Customer {i}", "en", began)));
        await db.SaveChangesAsync();
        var people = await db.Customers.OrderBy(row => row.Id).Select(row => row.Id).ToListAsync();
        for (var done = 0; done < Tickets; done += Batch)
        {
            db.ChangeTracker.Clear();
            var sequence = await db.Sequences.SingleAsync();
            var customers = await db.Customers.ToDictionaryAsync(row => row.Id);
            db.Tickets.AddRange(Enumerable.Range(done, Batch)
                .Select(i => Tell(new Ticket(sequence.Next(), customers[people[i % People]], inbox, Channel.Chat, Phrases.Say(6), began + (Pace * i)), agent, i)));
            await db.SaveChangesAsync();
        }
    }

    private static Ticket Tell(Ticket ticket, Actor agent, int i)
    {
        var now = ticket.CreatedAt;
        var customer = Actor.Customer(ticket.Customer.Id, ticket.Customer.DisplayName);
        ticket.Receive(customer, $"{Phrases.Say(25)} case{i}", Channel.Chat, null, now);
        ticket.Assign(new Assignee(agent.Id, agent.Name, []), agent, now.AddMinutes(1));
        ticket.Reply(agent, Phrases.Say(30), Channel.Chat, null, now.AddMinutes(2));
        ticket.Receive(customer, Phrases.Say(10), Channel.Chat, null, now.AddMinutes(4));
        ticket.Reply(agent, Phrases.Say(20), Channel.Chat, null, now.AddMinutes(6));
        ticket.Receive(customer, Phrases.Say(5), Channel.Chat, null, now.AddMinutes(9));
        if (i % OpenEvery != 0)
        {
            ticket.Become(StatusCategory.Solved, agent, now.AddMinutes(10));
        }

        return ticket;
    }
}

/// <summary>Something to say, the same in every run.</summary>
internal static class Phrases
{
    private static readonly Random Dice = new(1);

    private static readonly string[] Words =
    [
        "order", "parcel", "invoice", "refund", "address", "delivery", "password", "account", "broken", "missing", "colour", "size",
        "Monday", "tomorrow", "please", "thanks", "where", "when", "still", "again", "question", "problem", "change", "return", "card",
        "payment", "receipt", "number", "letter", "phone", "computer", "shipping", "warranty", "repair", "spare", "part", "button", "screen",
    ];

    public static string Say(int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Words[Dice.Next(Words.Length)]));
}
