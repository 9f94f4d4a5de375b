using System.Globalization;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Xunit.Abstractions;

namespace HelpDesk.Tests.Web.Jobs;

/// <summary>
/// Random histories of several customers at once against a simple model: who reads what, who waits for whom, and what must
/// therefore have been mailed, reminded and ended. The seed of a failure is printed.
/// </summary>
public sealed class HistoryTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(Databases.Sqlite, 2)]
    [InlineData(Databases.Postgres, 1)]
    public Task Every_fallback_mail_is_read_before_or_sent_once(string database, int histories) => PlayAsync(database, histories);

    [Theory]
    [Trait("Category", "Long")]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public Task Every_fallback_mail_is_read_before_or_sent_once_in_many_histories(string database) => PlayAsync(database, 20);

    private async Task PlayAsync(string database, int histories)
    {
        for (var i = 0; i < histories; i++)
        {
            var seed = Random.Shared.Next();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{database}, seed {seed}"));
            await using var world = await World.CreateAsync(database);
            await new History(world, new Random(seed)).PlayAsync(100);
        }
    }

    private sealed class History(World world, Random random)
    {
        private readonly List<Talk> talks = [];
        private AgentActor agent = null!;
        private int said;

        public async Task PlayAsync(int steps)
        {
            agent = await world.AgentAsync("Bo");
            for (var i = 0; i < 5; i++)
            {
                talks.Add(await BeginAsync(i));
            }

            for (var i = 0; i < steps; i++)
            {
                await StepAsync(talks[random.Next(talks.Count)]);
                await CheckIdleAsync();
            }

            await world.PassAsync(TimeSpan.FromHours(2), TimeSpan.FromMinutes(5));
            foreach (var talk in talks)
            {
                await CheckMailAsync(talk);
            }
        }

        private async Task<Talk> BeginAsync(int i)
        {
            var customer = world.Customer($"c{i}");
            var ticket = (await customer.WritesAsync("Hello")).Ticket;
            await customer.LeavesAddressAsync(ticket, $"c{i}@example.com");
            await world.WriteAsync(async db => (await db.CustomerIdentities.SingleAsync(row => row.Value == $"c{i}@example.com"))
                .Verify(HelpDesk.Domain.Customers.IdentityProof.Agent, world.Clock.GetUtcNow()));
            return new Talk(customer, ticket);
        }

        private async Task StepAsync(Talk talk)
        {
            switch (random.Next(8))
            {
                case 0 or 1:
                    await WritesAsync(talk);
                    break;
                case 2 or 3:
                    await RepliesAsync(talk);
                    break;
                case 4:
                    talk.ReadSeq = (await world.TicketAsync(talk.Ticket)).LastSeq;
                    await talk.Customer.ReadsAsync(talk.Ticket, talk.ReadSeq);
                    talk.Answers.Where(answer => answer.Seq <= talk.ReadSeq).ToList().ForEach(answer => answer.ReadAt ??= world.Clock.GetUtcNow());
                    break;
                case 5:
                    await talk.Customer.ClosesThePageAsync();
                    break;
                case 6:
                    await talk.Customer.OpensThePageAsync();
                    break;
                default:
                    await world.PassAsync(random.Next(1, 9) * Minute, Minute);
                    break;
            }
        }

        private async Task WritesAsync(Talk talk)
        {
            (await talk.Customer.WritesAsync("And another thing")).Ticket.ShouldBe(talk.Ticket);
            talk.QuietSince = null;
        }

        private async Task RepliesAsync(Talk talk)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"Answer {++said}.");
            var stored = await agent.RepliesAsync(talk.Ticket, text);
            talk.Answers.Add(new Answer(stored.MessageId, stored.Seq, text, world.Clock.GetUtcNow()));
            talk.QuietSince = world.Clock.GetUtcNow();
        }

        // The idle clock runs only while the customer is waited for, from the last public message.
        private async Task CheckIdleAsync()
        {
            foreach (var talk in talks)
            {
                var timeline = await world.TimelineAsync(talk.Ticket);
                var fresh = timeline.Where(message => message.Seq > talk.CheckedSeq).ToList();
                talk.CheckedSeq = timeline[^1].Seq;
                var idle = fresh.Where(message => message.Ask == MessageAsk.StillHere || message.ActivityType == ActivityType.ChatInactive).ToList();
                idle.ShouldAllBe(message => talk.QuietSince != null && message.CreatedAt >= talk.QuietSince + (message.Ask == MessageAsk.StillHere ? 15 : 10) * Minute);
                var session = await world.ReadAsync(db => db.ChatSessions.Where(row => row.Ticket.Number == talk.Ticket).OrderByDescending(row => row.Id).FirstAsync());
                (session.IsLive && world.Clock.GetUtcNow() >= talk.QuietSince + (30 * Minute)).ShouldBeFalse("an idle chat is still open");
            }
        }

        private async Task CheckMailAsync(Talk talk)
        {
            var deliveries = await world.ReadAsync(db => db.Deliveries.AsNoTracking()
                .Where(row => row.Ticket.Number == talk.Ticket && row.Channel == Channel.Email).ToListAsync());
            var mails = Mail.In(world).Where(mail => mail["To"] == $"<{talk.Customer.Name}@example.com>").ToList();
            foreach (var answer in talk.Answers)
            {
                var delivery = deliveries.Single(row => row.MessageId == answer.MessageId);
                var copies = mails.Count(mail => mail.Text.Contains(answer.Text, StringComparison.Ordinal));
                delivery.State.ShouldBeOneOf(DeliveryState.Sent, DeliveryState.Superseded);
                copies.ShouldBe(delivery.State == DeliveryState.Sent ? 1 : 0);
                (delivery.State == DeliveryState.Superseded).ShouldBe(answer.ReadAt <= delivery.StateAt && delivery.State != DeliveryState.Sent, answer.Text);
                (delivery.State == DeliveryState.Sent && answer.ReadAt < delivery.StateAt).ShouldBeFalse($"{answer.Text} was read before it was mailed");
                (delivery.State == DeliveryState.Sent ? delivery.StateAt - answer.At : TimeSpan.Zero).ShouldBeLessThanOrEqualTo(21 * Minute);
            }

            var sent = deliveries.Where(row => row.State == DeliveryState.Sent).Select(row => row.StateAt).Distinct().Order().ToList();
            sent.Zip(sent.Skip(1), (one, next) => next - one).ShouldAllBe(distance => distance >= 15 * Minute);
            mails.Count.ShouldBe(sent.Count);
        }
    }

    private sealed record Answer(long MessageId, int Seq, string Text, DateTimeOffset At)
    {
        public DateTimeOffset? ReadAt { get; set; }
    }

    private sealed class Talk(CustomerActor customer, long ticket)
    {
        public CustomerActor Customer { get; } = customer;

        public long Ticket { get; } = ticket;

        public List<Answer> Answers { get; } = [];

        public int ReadSeq { get; set; }

        public int CheckedSeq { get; set; }

        /// <summary>Since when the customer is waited for; null while they wait for us.</summary>
        public DateTimeOffset? QuietSince { get; set; }
    }
}
