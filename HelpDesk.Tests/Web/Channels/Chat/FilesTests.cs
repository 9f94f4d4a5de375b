using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Outbox;

namespace HelpDesk.Tests.Web.Channels.Chat;

public abstract class FilesTests(string database) : IAsyncLifetime
{
    private static readonly byte[] Png = [0x89, .. "PNG\r\n"u8, 0x1A, .. "\n"u8, 0, 0, 0, 13, .. "IHDR"u8];

    private ChatDesk desk = null!;
    private ChatVisitor visitor = null!;

    public async Task InitializeAsync()
    {
        desk = await ChatDesk.StartAsync(new TestApp { Settings = { ["Limits:FileBytes"] = "100000" } }, database: database);
        visitor = await desk.VisitorAsync();
    }

    public async Task DisposeAsync()
    {
        visitor.Dispose();
        await desk.DisposeAsync();
    }

    [Fact]
    public async Task A_file_goes_with_a_message_and_comes_back_unrun()
    {
        var picture = await UploadAsync("shot.png", Png);
        var text = await UploadAsync("log.txt", "line\n"u8.ToArray());
        await visitor.SaysAsync("", attachments: [Id(picture), Id(text)]);

        var attachments = (await visitor.GetAsync("messages")).GetProperty("items")[0].GetProperty("attachments");
        attachments[0].GetProperty("mediaType").GetString().ShouldBe("image/png");
        attachments[0].GetProperty("url").GetString().ShouldBe($"/w/v1/files/{Id(picture)}");
        using var image = await visitor.TryGetAsync($"files/{Id(picture)}");
        image.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("inline");
        using var log = await visitor.TryGetAsync($"files/{Id(text)}");
        log.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        log.Content.Headers.ContentDisposition.FileName.ShouldBe("log.txt");
        foreach (var answer in new[] { image, log })
        {
            answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
            answer.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("sandbox");
            answer.Headers.CacheControl!.ToString().ShouldContain("no-store");
        }
    }

    [Fact]
    public async Task A_link_in_a_mail_opens_one_file_until_it_lapses()
    {
        var (log, secret) = (Id(await UploadAsync("log.txt", "line\n"u8.ToArray())), Id(await UploadAsync("secret.txt", "no\n"u8.ToArray())));
        await visitor.SaysAsync("", attachments: [log]);
        var (ids, now) = (desk.App.Get<MessageIds>(), TimeProvider.System.GetUtcNow());
        using var http = new HttpClient { BaseAddress = new Uri(desk.App.Url) };
        Task<HttpResponseMessage> Get(string token) => http.GetAsync($"/c/f/{token}");
        var token = ids.FileToken(log, now.AddMinutes(5));

        using var opened = await Get(token);
        (await opened.Content.ReadAsStringAsync()).ShouldBe("line\n");
        opened.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        opened.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("sandbox");
        opened.Headers.Contains("Set-Cookie").ShouldBeFalse();

        string[] shut =
        [
            ids.FileToken(log, now), ids.FileToken(secret, now.AddMinutes(5)), token.Replace(log, secret, StringComparison.Ordinal), token[..^1] + (token[^1] == 'a' ? 'b' : 'a'),
            log, "..", $"{log}.{long.MaxValue}.x", new string('a', 500),
        ];
        foreach (var wrong in shut)
        {
            using var refused = await Get(Uri.EscapeDataString(wrong));
            refused.StatusCode.ShouldBe(HttpStatusCode.NotFound, wrong);
        }
    }

    [Fact]
    public async Task Equal_files_are_stored_once_under_their_hash()
    {
        await UploadAsync("a.png", Png);
        await UploadAsync("../../b.png", Png);

        var hash = Convert.ToHexStringLower(SHA256.HashData(Png));
        Stored().ShouldBe([Path.Combine(desk.App.Data, "attachments", hash[..2], hash)]);
        Directory.GetFiles(Path.Combine(desk.App.Data, "tmp")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("x.svg", "<svg onload=\"alert(1)\" xmlns=\"http://www.w3.org/2000/svg\"/>")]
    [InlineData("x.png", "\uFEFF <?xml version=\"1.0\"?><svg/>")]
    [InlineData("x.txt", "  <!-- x --><html><script>alert(1)</script>")]
    [InlineData("x.html", "<p>hello")]
    [InlineData("x.exe", "MZ\u0001\u0002")]
    [InlineData("x.txt", "a\u0000b")]
    [InlineData("x.webp", "RIFX....WEBP")]
    public async Task What_a_browser_would_run_and_what_is_not_known_is_refused(string name, string content)
    {
        using var answer = await visitor.UploadAsync(name, Encoding.UTF8.GetBytes(content));

        answer.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType, await answer.Content.ReadAsStringAsync());
        Stored().ShouldBeEmpty();
    }

    [Fact]
    public async Task Text_that_is_no_utf8_is_not_text()
    {
        using var answer = await visitor.UploadAsync("latin1.txt", [(byte)'a', 0xE9, (byte)'b']);
        answer.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);

        // A letter may lie across two blocks of the upload, but not be cut off at the end.
        var letters = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("€", 30_000)));
        Name(await UploadAsync("euro.txt", letters)).ShouldBe("euro.txt");
        using var cut = await visitor.UploadAsync("cut.txt", letters[..^1]);
        cut.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task A_picture_that_is_also_something_else_is_only_ever_a_picture()
    {
        var polyglot = await UploadAsync("x.gif", "GIF89a=1;/*<script>alert(1)</script>*/"u8.ToArray());

        using var answer = await visitor.TryGetAsync($"files/{Id(polyglot)}");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("image/gif");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
    }

    [Theory]
    [InlineData("../../etc/passwd", "passwd.png")]
    [InlineData("..\\..\\x.png", "x.png")]
    [InlineData("CON.png", "_CON.png")]
    [InlineData(".htaccess", "htaccess.png")]
    [InlineData("photo\u202Egnp.exe", "photognp.exe.png")]
    [InlineData("...", "file.png")]
    [InlineData("a:b*c?.PNG", "a_b_c_.PNG")]
    public async Task A_name_does_no_harm_and_agrees_with_the_content(string sent, string kept) =>
        Name(await UploadAsync(sent, Png)).ShouldBe(kept);

    [Fact]
    public async Task A_name_has_at_most_255_bytes()
    {
        var name = Name(await UploadAsync(new string('ü', 4_000) + ".png", Png));

        Encoding.UTF8.GetByteCount(name).ShouldBeInRange(250, 255);
        name.ShouldEndWith(".png");
    }

    [Fact]
    public async Task Too_large_too_many_and_empty_are_refused()
    {
        using var large = await visitor.UploadAsync("big.txt", Encoding.ASCII.GetBytes(new string('x', 100_001)));
        large.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        using var huge = await visitor.UploadAsync("huge.txt", new byte[400_000]);
        huge.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        using var empty = await visitor.UploadAsync("empty.txt", []);
        empty.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        for (var i = 0; i < 30; i++)
        {
            await UploadAsync("a.png", Png);
        }

        using var many = await visitor.UploadAsync("b.txt", "something else"u8.ToArray());
        many.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Stored().ShouldHaveSingleItem("nothing is stored of what is refused");
        Directory.GetFiles(Path.Combine(desk.App.Data, "tmp")).ShouldBeEmpty();
    }

    private async Task<JsonElement> UploadAsync(string name, byte[] content)
    {
        using var answer = await visitor.UploadAsync(name, content);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private string[] Stored() => [.. Directory.GetFiles(desk.App.Data, "*", SearchOption.AllDirectories).Where(path => path.Contains("/attachments/", StringComparison.Ordinal))];

    private static string Id(JsonElement file) => file.GetProperty("id").GetString()!;

    private static string Name(JsonElement file) => file.GetProperty("name").GetString()!;
}

public sealed class FilesTestsOnSqlite() : FilesTests(Databases.Sqlite);

public sealed class FilesTestsOnPostgres() : FilesTests(Databases.Postgres);
