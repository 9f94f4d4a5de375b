using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Actions.Upkeep;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Tests.Web.Jobs;

/// <summary>What is cleaned up by itself, and what stays.</summary>
public sealed class UpkeepTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Uploads_that_were_never_sent_are_forgotten_after_a_day(string database)
    {
        await using var world = await World.CreateAsync(database);
        var young = await UploadAsync(world, "young", world.Clock.GetUtcNow());
        world.Clock.Advance(TimeSpan.FromHours(-25));
        var old = await UploadAsync(world, "old", world.Clock.GetUtcNow());
        var shared = await UploadAsync(world, "young", world.Clock.GetUtcNow());
        world.Clock.Advance(TimeSpan.FromHours(25));

        (await world.Get<SweepUploads>().RunAsync(Actor.System, CancellationToken.None)).ShouldBe(2);

        (await world.ReadAsync(db => db.Attachments.Select(row => row.Name).ToListAsync())).ShouldBe(["young"]);
        IsThere(world, old).ShouldBeFalse();
        IsThere(world, young).ShouldBeTrue();
        shared.ShouldBe(young);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Content_that_no_row_names_is_forgotten_after_a_day(string database)
    {
        await using var world = await World.CreateAsync(database);
        var kept = await UploadAsync(world, "kept", world.Clock.GetUtcNow().AddHours(-1));
        var young = await StoreAsync(world, "young", world.Clock.GetUtcNow().AddHours(-23));
        var orphan = await StoreAsync(world, "orphan", world.Clock.GetUtcNow().AddHours(-25));

        await world.Get<SweepUploads>().RunAsync(Actor.System, CancellationToken.None);

        new[] { kept, young, orphan }.Select(hash => IsThere(world, hash)).ShouldBe([true, true, false]);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Tidying_leaves_the_search_as_it_was(string database)
    {
        await using var world = await World.CreateAsync(database);
        await world.Customer("Ann").WritesAsync("Where is my parcel");

        await world.Get<TidyDatabase>().RunAsync(Actor.System, CancellationToken.None);
        await world.Get<ForgetAnswers>().RunAsync(Actor.System, CancellationToken.None);

        (await world.ReadAsync(db => db.Tickets.CountAsync())).ShouldBe(1);
    }

    private static async Task<string> UploadAsync(World world, string text, DateTimeOffset at)
    {
        var hash = await StoreAsync(world, text, at);
        await world.WriteAsync(db => Task.FromResult(db.Attachments.Add(new Attachment(text, "text/plain", 5, hash, "visitor:v", at))));
        return hash;
    }

    private static async Task<string> StoreAsync(World world, string text, DateTimeOffset at)
    {
        using var content = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        var stored = await world.Get<Files>().SaveAsync(content, text, 100, _ => true, CancellationToken.None);
        File.SetLastWriteTimeUtc(Directory.EnumerateFiles(Path.Combine(world.Data, "attachments"), stored.Hash, SearchOption.AllDirectories).Single(), at.UtcDateTime);
        return stored.Hash;
    }

    private static bool IsThere(World world, string hash)
    {
        using var file = world.Get<Files>().Open(hash);
        return file is not null;
    }
}
