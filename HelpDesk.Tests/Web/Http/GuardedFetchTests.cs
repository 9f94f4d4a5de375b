using System.Net;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace HelpDesk.Tests.Web.Http;

public sealed class GuardedFetchTests : IAsyncLifetime
{
    private readonly string root = $"http://127.0.0.1:{Ports.Free()}";
    private int asked;
    private WebApplication server = null!;

    public async Task InitializeAsync()
    {
        server = WebApplication.CreateSlimBuilder().Build();
        server.Urls.Add(root);
        server.MapGet("/small", (HttpRequest request) =>
        {
            Interlocked.Increment(ref asked);
            return Results.Bytes(new byte[] { 1, 2, 3 });
        });
        server.MapGet("/large", () => Results.Bytes(new byte[5_000]));
        server.MapGet("/on", () => Results.Redirect("/small"));
        server.MapGet("/round", () => Results.Redirect("/round"));
        server.MapGet("/file", () => Results.Redirect("file:///etc/hostname"));
        await server.StartAsync();
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Theory]
    [InlineData("/small")]
    [InlineData("/on")]
    public async Task What_an_address_holds_is_fetched(string path) => (await FetchAsync(root + path)).ShouldBe([1, 2, 3]);

    [Theory]
    [InlineData("/large")]
    [InlineData("/round")]
    [InlineData("/file")]
    [InlineData("/missing")]
    public async Task What_is_too_large_goes_round_or_elsewhere_or_is_not_there_is_nothing(string path) => (await FetchAsync(root + path)).ShouldBeNull();

    [Theory]
    [InlineData("file:///etc/hostname")]
    [InlineData("gopher://127.0.0.1/")]
    [InlineData("no address")]
    [InlineData("")]
    public async Task Only_the_web_is_asked(string url) => (await FetchAsync(url)).ShouldBeNull();

    [Fact]
    public async Task A_user_in_the_address_is_refused() =>
        (await FetchAsync(root.Replace("http://", "http://user@", StringComparison.Ordinal) + "/small")).ShouldBeNull();

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("localhost.")]
    [InlineData("127.1")]
    [InlineData("2130706433")]
    [InlineData("0x7f.1")]
    [InlineData("[::ffff:127.0.0.1]")]
    public async Task This_machine_is_never_asked_however_it_is_spelled(string host)
    {
        using var fetch = new GuardedFetch();

        (await fetch.BytesAsync($"http://{host}:{new Uri(root).Port}/small", 4_000, CancellationToken.None)).ShouldBeNull();

        asked.ShouldBe(0);
    }

    private static async Task<byte[]?> FetchAsync(string url)
    {
        using var fetch = new GuardedFetch(IPAddress.IsLoopback);
        return await fetch.BytesAsync(url, 4_000, CancellationToken.None);
    }
}
