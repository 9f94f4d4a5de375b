using System.Diagnostics;
using HelpDesk.Web.Channels.Email.Mime;
using Xunit.Abstractions;

namespace HelpDesk.Tests.Web.Channels.Email.Mime;

/// <summary>
/// What is made to keep a reader busy. Each takes a fraction of a second; the bound is wide, and yet out of reach for
/// anything that is not linear.
/// </summary>
public sealed class HostileTests(ITestOutputHelper output)
{
    private const string Mixed = "Content-Type: multipart/mixed; boundary=b\n\n";

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData("a line of fifty million letters", "Subject: x\n\n", "a", 50_000_000)]
    [InlineData("a field of fifty million letters", "Subject: ", "a", 50_000_000)]
    [InlineData("a hundred thousand fields", "", "X-A: b\n", 100_000)]
    [InlineData("ten thousand multiparts in each other, of one boundary", "", Mixed + "--b\n", 10_000)]
    [InlineData("empty lines in a multipart", Mixed, "\n", 10_000_000)]
    [InlineData("lines like boundaries", Mixed, "--c\n", 1_000_000)]
    [InlineData("boundaries alone", Mixed, "--b\n", 1_000_000)]
    [InlineData("wrong boundaries", Mixed, "--c\nContent-Type: multipart/mixed; boundary=d\n\n", 300_000)]
    [InlineData("a hundred thousand groups", "From: ", "g:", 100_000)]
    [InlineData("an encoded word of ten million letters", "Subject: =?utf-8?B?", "QUJD", 2_500_000)]
    [InlineData("lines that are no fields", "Subject: x\n", "no field\nX-A: b\n", 300_000)]
    [InlineData("lines that are no fields at first", "", "no field\n", 1_000_000)]
    [InlineData("blocks of a report", "Content-Type: message/delivery-status\n\n", "a: b\n\n", 1_000_000)]
    [InlineData("broken quoted-printable", "Content-Transfer-Encoding: quoted-printable\n\n", "= ", 3_000_000)]
    [InlineData("broken base64", "Content-Transfer-Encoding: base64\n\n", "=!", 3_000_000)]
    [InlineData("pictures that are shown", "Content-Type: text/html\n\n", "cid:", 1_200_000)]
    public void Takes_time_in_proportion_to_its_size(string what, string start, string again, int times) =>
        Measure(what, start + Eml.Times(again, times));

    [Theory]
    [InlineData("From: ")]
    [InlineData("Subject: ")]
    [InlineData("Content-Type: ")]
    [InlineData("Content-Type: text/plain; ")]
    [InlineData("References: ")]
    public void No_punctuation_repeated_makes_a_field_slow(string field)
    {
        foreach (var again in new[] { "(", "\"", "<", "=?", "a,", "a<", "\\\"", "=?a?q?", "[", "<(>", "<\">", "a@[", "=?,", "a b,", "<a@b> ", ":", ";", "a=\"", "a*0=", "=?a?b?QQ==?= " })
        {
            // As long as a field may be, and some of them: what is not linear in one is plainly seen in four.
            Measure($"{field}{again}", Eml.Times(field + Eml.Times(again, 64_000 / again.Length) + "\n", 4) + "\n");
        }
    }

    [Fact]
    public void Ten_thousand_levels_are_no_stack()
    {
        var raw = string.Concat(Enumerable.Range(0, 10_000).Select(i => $"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n"));

        Measure("levels", raw).Oddities.HasFlag(MailOddities.PartsCut).ShouldBeTrue();
    }

    [Fact]
    public void Many_files_and_a_long_html_are_no_product()
    {
        var html = "--b\nContent-Type: text/html\n\n" + Eml.Times("cid:a ", 800_000) + "\n";

        Measure("files", Mixed + html + Eml.Times("--b\nContent-Type: image/png\nContent-ID: <a>\n\n\n", 5_000)).Files.Count.ShouldBe(998);
    }

    private ReadMail Measure(string what, string text)
    {
        var raw = Eml.Bytes(text);
        var watch = Stopwatch.StartNew();
        var mail = new MimeReader().Read(raw);
        output.WriteLine($"{watch.ElapsedMilliseconds} ms for {raw.Length} bytes: {what}");
        watch.Elapsed.ShouldBeLessThan(Bound, what);
        return mail;
    }
}
