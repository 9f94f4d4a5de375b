using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using HelpDesk.Migrations;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Data.Demo;

/// <summary>Puts agents, teams, inboxes, companies and customers into the database, all marked as samples.</summary>
internal static class DemoCasting
{
    /// <param name="db">Saved as it goes: the next step needs the ids.</param>
    /// <param name="plans">Who writes, and when first.</param>
    /// <param name="now">When the demo is made.</param>
    /// <param name="ct">Ends it.</param>
    public static async Task<DemoCast> CastAsync(HelpDeskDb db, IReadOnlyList<DemoPlan> plans, DateTimeOffset now, CancellationToken ct)
    {
        var agents = await AgentsAsync(db, now, ct);
        var teams = await TeamsAsync(db, agents, ct);
        var inboxes = new Dictionary<Channel, Inbox>
        {
            [Channel.Chat] = await InboxAsync(db, Channel.Chat, "demo-chat", "Demo chat", ct),
            [Channel.Email] = await InboxAsync(db, Channel.Email, "demo-mail", "Demo mail", ct),
        };
        var customers = await CustomersAsync(db, plans, ct);
        return new(agents, teams, inboxes, customers);
    }

    /// <summary>Without a password and so without a way in; offline, so that no customer is promised somebody.</summary>
    private static async Task<Dictionary<string, Agent>> AgentsAsync(HelpDeskDb db, DateTimeOffset now, CancellationToken ct)
    {
        var logins = DemoCast.Roles.Select(role => Login(role.Name)).ToList();
        db.Users.AddRange(logins);
        await db.SaveChangesAsync(ct);
        var agents = DemoCast.Roles.Zip(logins, (role, login) => new Agent(login.Id, role.Name, login.Email ?? "", Role.Agent, now)).ToList();
        agents.ForEach(agent => agent.MarkSample());
        db.Agents.AddRange(agents);
        await db.SaveChangesAsync(ct);
        return agents.ToDictionary(agent => agent.Name, StringComparer.Ordinal);
    }

    private static Login Login(string name)
    {
        var address = $"{Migrations.Search.SearchWords.Of(name).First()}@demo.example";
        return new()
        {
            UserName = address,
            NormalizedUserName = address.ToUpperInvariant(),
            Email = address,
            NormalizedEmail = address.ToUpperInvariant(),
            SecurityStamp = PublicId.New(""),
            LockoutEnabled = true,
        };
    }

    private static async Task<Dictionary<string, Team>> TeamsAsync(HelpDeskDb db, Dictionary<string, Agent> agents, CancellationToken ct)
    {
        var teams = new Dictionary<string, Team>(StringComparer.Ordinal) { ["orders"] = new("Orders"), ["technical"] = new("Technical help") };
        foreach (var (key, team) in teams)
        {
            team.MarkSample();
            db.Teams.Add(team);
            await db.SaveChangesAsync(ct);
            foreach (var role in DemoCast.Roles.Where(role => role.Teams.Contains(key)))
            {
                team.Add(agents[role.Name].Id);
            }
        }

        return teams;
    }

    private static async Task<Inbox> InboxAsync(HelpDeskDb db, Channel channel, string key, string name, CancellationToken ct)
    {
        if (await db.Inboxes.Where(row => row.Channel == channel).OrderBy(row => row.Id).FirstOrDefaultAsync(ct) is { } known)
        {
            return known;
        }

        var inbox = new Inbox(key, name, channel);
        inbox.MarkSample();
        db.Inboxes.Add(inbox);
        return inbox;
    }

    private static async Task<Dictionary<DemoPerson, Customer>> CustomersAsync(HelpDeskDb db, IReadOnlyList<DemoPlan> plans, CancellationToken ct)
    {
        var people = DemoPerson.Read();
        var companies = people.Where(person => person.Company is not null).DistinctBy(person => person.Company)
            .ToDictionary(person => person.Company ?? "", person => new Company(person.Company ?? "", [person.Domain ?? ""]), StringComparer.Ordinal);
        foreach (var company in companies.Values)
        {
            company.MarkSample();
            db.Companies.Add(company);
        }

        await db.SaveChangesAsync(ct);
        var first = plans.GroupBy(plan => plan.Person).ToDictionary(group => group.Key, group => group.Min(plan => plan.LastAt ?? plan.At));
        var customers = people.ToDictionary(person => person, person => Customer(person, companies, first));
        db.Customers.AddRange(customers.Values);
        await db.SaveChangesAsync(ct);
        return customers;
    }

    private static Customer Customer(DemoPerson person, Dictionary<string, Company> companies, Dictionary<DemoPerson, DateTimeOffset> first)
    {
        // The first page is seen some days before the first question.
        var seen = first.GetValueOrDefault(person, first.Values.Min()).AddDays(-3);
        var customer = new Customer(person.Name, person.Language, seen);
        customer.MarkSample();
        customer.Describe(person.Name, person.Language, person.Company is null ? null : companies[person.Company].Id);
        customer.SetTimeZone(person.TimeZone);
        customer.SetAttribute("City", person.City);
        customer.SetAttribute("Price list", person.Company is null ? null : "Trade");
        if (person.Address is not null)
        {
            customer.Claim(IdentityType.Email, person.Address, seen).Verify(IdentityProof.MailReceived, seen.AddDays(3));
        }

        return customer;
    }
}
