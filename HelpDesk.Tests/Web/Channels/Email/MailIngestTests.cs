using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using HelpDesk.Domain.Email;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Channels.Email;
using Microsoft.EntityFrameworkCore;
using Xunit.Abstractions;

namespace HelpDesk.Tests.Web.Channels.Email;

/// <summary>All the real messages there are, through the door and into the desk.</summary>
public sealed class MailIngestTests(ITestOutputHelper output)
{
    [CorpusFact]
    public async Task Every_real_message_is_taken_and_none_is_lost()
    {
        await using var world = await World.CreateAsync();
        await world.OpenMailAsync();
        var messages = Mime.Corpus.Whole().Select(File.ReadAllBytes).ToList();
        var watch = Stopwatch.StartNew();
        foreach (var message in messages)
        {
            using var content = new MemoryStream(message);
            await world.Get<MailDoor>().TakeAsync(content, MailSource.Pipe, null, CancellationToken.None);
        }

        var stored = watch.Elapsed;
        await world.ReadsMailAsync();
        var read = watch.Elapsed - stored;

        var rows = await world.ReadAsync(db => db.RawMails.AsNoTracking().ToListAsync());
        foreach (var group in rows.GroupBy(row => row.State))
        {
            output.WriteLine($"{group.Key}: {group.Count()}");
        }

        var (tickets, taken) = (await world.ReadAsync(db => db.Tickets.CountAsync()), await world.ReadAsync(db => db.MailMetas.CountAsync()));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{messages.Count} messages, stored in {stored.TotalSeconds:0.0} s, read in {read.TotalSeconds:0.0} s: {taken} messages in {tickets} tickets"));
        rows.Where(row => row.State is not (RawMailState.Taken or RawMailState.Loop)).Select(row => $"{row.Hash}: {row.State} {row.Error}").ShouldBeEmpty();
        rows.Select(row => row.Hash).Order(StringComparer.Ordinal).ShouldBe(messages.Select(message => Convert.ToHexStringLower(SHA256.HashData(message))).Order(StringComparer.Ordinal));
    }
}
