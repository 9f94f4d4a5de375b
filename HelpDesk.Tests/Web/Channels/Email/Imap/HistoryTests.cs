using System.Globalization;
using HelpDesk.Web.Channels.Email.Imap;
using Xunit.Abstractions;

namespace HelpDesk.Tests.Web.Channels.Email.Imap;

/// <summary>
/// Random histories of a mailbox, in which others add, remove and read, the server loses count and connections break: what
/// was there when a look came to its end is stored, and nothing twice.
/// </summary>
public sealed class HistoryTests(ITestOutputHelper output)
{
    [Fact]
    public Task Twenty_histories_lose_nothing_and_store_nothing_twice() => TellAsync(20);

    [Fact]
    [Trait("Category", "Long")]
    public Task Two_hundred_histories_lose_nothing_and_store_nothing_twice() => TellAsync(200);

    /// <summary>A look ended after it had stored a mail and before it had noted how far it came; then the server was restored from a backup.</summary>
    [Fact]
    public async Task A_mail_whose_uid_was_given_before_to_one_that_went_unnoted_is_not_lost()
    {
        await using var desk = await MailDesk.CreateAsync(takesOld: false);
        var history = new History(desk, new Random(331_272_402));
        await history.TellAsync(60);
        await history.CheckAsync("the history that lost one");
    }

    private async Task TellAsync(int histories)
    {
        var seed = Random.Shared.Next();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}"));
        var (steps, cuts) = (0, 0);
        for (var i = 0; i < histories; i++)
        {
            await using var desk = await MailDesk.CreateAsync(takesOld: i % 4 == 0);
            var history = new History(desk, new Random(seed + i));
            await history.TellAsync(60);
            await history.CheckAsync($"history {i} of seed {seed}");
            (steps, cuts) = (steps + history.Steps, cuts + history.Cuts);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{steps} steps, {cuts} broken connections"));
        cuts.ShouldBeGreaterThan(histories);
    }

    private sealed class History(MailDesk desk, Random random)
    {
        /// <summary>How many mails of these bytes ever came in.</summary>
        private readonly Dictionary<string, int> sent = [];

        /// <summary>What was there when a look came to its end.</summary>
        private readonly HashSet<string> due = [];

        private readonly List<byte[]> copies = [];

        public int Steps { get; private set; }

        public int Cuts { get; private set; }

        public async Task TellAsync(int steps)
        {
            await LookAsync();
            for (; Steps < steps; Steps++)
            {
                await StepAsync(random.Next(14));
            }

            await LookAsync();
        }

        public async Task CheckAsync(string which)
        {
            var stored = (await desk.RowsAsync()).CountBy(row => row.Hash).ToDictionary();
            stored.Keys.Where(hash => stored[hash] > sent.GetValueOrDefault(hash)).ShouldBeEmpty($"stored twice: {which}");
            due.Where(hash => !stored.ContainsKey(hash)).ShouldBeEmpty($"lost: {which}");
            await desk.SubjectsAsync();
            desk.Restart();
            await desk.LookAsync();
            var folder = await desk.FolderAsync();
            (folder.ServerCount, folder.StoredCount).ShouldBe((desk.Inbox.Mails.Count, desk.Inbox.Mails.Count), which);
        }

        private Task StepAsync(int kind)
        {
            desk.World.Clock.Advance(TimeSpan.FromSeconds(random.Next(400)));
            switch (kind)
            {
                case 0 or 1 or 2 or 3:
                    Append(FakeFolder.Write($"s{Steps}{new string('x', random.Next(2000))}", random.Next(4) == 0 ? null : $"{Steps}@example.com"));
                    return Task.CompletedTask;
                case 4:
                    Append(FakeFolder.Write($"same id {Steps}{new string('y', Steps)}", "same@example.com"));
                    return Task.CompletedTask;
                case 5 when copies.Count > 0:
                    // A copy of the very same bytes, as when somebody moves a mail out and back.
                    Append(copies[random.Next(copies.Count)]);
                    return Task.CompletedTask;
                case 6 when desk.Inbox.Mails.Count > 0:
                    desk.Inbox.Expunge(Any());
                    return Task.CompletedTask;
                case 7 when desk.Inbox.Mails.Count > 0:
                    desk.Inbox.MarkSeen(Any());
                    return Task.CompletedTask;
                case 8:
                    desk.Inbox.Renumber((uint)random.Next(1, 10));
                    return Task.CompletedTask;
                case 9:
                    return CutAsync();
                case 10:
                    desk.Restart();
                    return Task.CompletedTask;
                case 11:
                    return Task.WhenAll(desk.LookAsync(desk.NewRound()), desk.LookAsync(desk.NewRound()));
                case 12:
                    desk.Inbox.Rewind(Math.Min(2, desk.Inbox.Mails.Count));
                    return LookAsync();
                default:
                    return LookAsync();
            }
        }

        private uint Any()
        {
            var mails = desk.Inbox.Mails;
            return mails[random.Next(mails.Count)].Uid;
        }

        private void Append(byte[] content)
        {
            var hash = MailDesk.HashOf(content);
            sent[hash] = sent.GetValueOrDefault(hash) + 1;
            copies.Add(content);
            desk.Inbox.Append(content);
        }

        private async Task LookAsync()
        {
            var there = desk.Inbox.Mails.Select(mail => MailDesk.HashOf(mail.Content)).ToList();
            await desk.LookAsync();
            due.UnionWith(there);
        }

        private async Task CutAsync()
        {
            desk.Imap.CutAfter = random.Next(4_000);
            try
            {
                await desk.LookAsync();
            }
            catch (ImapException)
            {
                Cuts++;
            }

            desk.Imap.CutAfter = null;
        }
    }
}
