using System.Globalization;
using System.Text;
using HelpDesk.Web.Channels.Email.Mime;
using Xunit.Abstractions;

namespace HelpDesk.Tests.Web.Channels.Email.Mime;

/// <summary>Mails with pieces cut out, doubled, swapped and spoilt are read without an exception, and what comes out is sound.</summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    private const int Rounds = 5_000;
    private const int LongRounds = 1_000_000;

    private static readonly string[] Pieces =
    [
        "\r\n", "\n\n", "\r", "\0", "--b", "--b--", "=?utf-8?Q?", "?=", "=?gb2312?B?", "<", ">", "\"", "(", ")", ",", ";", ":", "@", "\\", "=", "'", "%E9",
        "*0*=", "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n", "Content-Transfer-Encoding: base64\r\n", "Content-Type: text/plain; charset=",
        "utf-7", "utf-16", "utf-32", "gb18030", "iso-2022-jp", "iso-2022-kr", "hz-gb-2312", "big5", "shift_jis", "euc-kr", "x-mac-japanese", "ibm037", "x-iscii-de",
        "\x1B$B", "\x1B(B", "\x1B$)C\x0E", "~{", "\xD8\x00", "\xED\xA0\x80", "\xFF\xFE", "\xF0\x9F\x98\x80", "Date: 31 Feb 99999 99:99 +9999\r\n", "Message-ID: <", "From ",
    ];

    private static readonly byte[][] Sources =
    [
        Eml.Bytes("From: =?utf-8?Q?J=C3=B6rg?= (x) <jorg@example.com>, \"Doe, Ana\" <ana@example.com>\nTo: g: a@x.example, b@y.example;\nSubject: =?iso-2022-jp?B?GyRCRnxLXBsoQg==?= caf\xE9\nDate: Mon, 1 Jan 2024 10:00:00 +0100\nMessage-ID: <a@x>\nReferences: <b@x> <c@x>\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/alternative; boundary=c\n\n--c\nContent-Type: text/plain; charset=gb18030\nContent-Transfer-Encoding: quoted-printable\n\n=D6=D0=95=32=82=36\n--c\nContent-Type: text/html; charset=utf-8\n\n<img src=cid:p@x>\n--c--\n--b\nContent-Type: image/png; name*0*=utf-8''a%C3; name*1*=%A9.png\nContent-ID: <p@x>\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--b\nContent-Type: message/rfc822\n\nSubject: inner\n\nx\n--b--\n"),
        Eml.Bytes("From: MAILER-DAEMON\nSubject: Undelivered\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nIt failed.\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\nFinal-Recipient: rfc822; bo@example.com\nStatus: 5.1.1\n\n--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: <d@x>\n--b--\n"),
        Eml.Bytes("Subject: uu\nContent-Type: text/plain; charset=utf-16\nContent-Transfer-Encoding: x-uuencode\n\nbegin 644 x\n%:&5L;&\\\n`\nend\n"),
    ];

    [Fact]
    public void Nothing_breaks_the_reader() => Mutate(Sources, Rounds);

    [Fact]
    [Trait("Category", "Long")]
    public void Nothing_breaks_the_reader_in_a_million_rounds()
    {
        if (Environment.GetEnvironmentVariable("HELPDESK_TEST_LONG") != "1")
        {
            output.WriteLine("Left out: HELPDESK_TEST_LONG is not 1.");
            return;
        }

        Mutate([.. Sources, .. Corpus.Whole().Select(File.ReadAllBytes).Where(mail => mail.Length < 50_000)], LongRounds);
    }

    private void Mutate(byte[][] sources, int rounds)
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("HELPDESK_TEST_SEED"), CultureInfo.InvariantCulture, out var given) ? given : Random.Shared.Next();
        output.WriteLine($"seed {seed}, {sources.Length} mails, {rounds} rounds");
        for (var round = 0; round < rounds; round++)
        {
            // Of its own seed, so that one round can be run alone.
            var random = new Random(seed + round);
            var mutant = sources[random.Next(sources.Length)].ToList();
            for (var change = random.Next(1, 8); change > 0; change--)
            {
                Change(mutant, random);
            }

            Outputs.ShouldBeSound(new MimeReader().Read(mutant.ToArray()), $"seed {seed}, round {round}");
        }
    }

    private static void Change(List<byte> mail, Random random)
    {
        var at = random.Next(mail.Count + 1);
        var length = Math.Min(random.Next(40), mail.Count - at);
        switch (random.Next(5))
        {
            case 0:
                mail.RemoveRange(at, length);
                break;
            case 1:
                mail.InsertRange(random.Next(mail.Count + 1), mail.GetRange(at, length));
                break;
            case 2:
                mail.InsertRange(at, Encoding.Latin1.GetBytes(Pieces[random.Next(Pieces.Length)]));
                break;
            case 3 when at < mail.Count:
                mail[at] = (byte)random.Next(256);
                break;
            default:
                mail.RemoveRange(at, random.Next(20) == 0 ? mail.Count - at : 0);
                break;
        }
    }
}
