using System.Text;
using HelpDesk.Web.Channels.Email.Mime;

namespace HelpDesk.Tests.Web.Channels.Email.Mime;

/// <summary>What Outlook packs into a <c>winmail.dat</c>, written here attribute by attribute.</summary>
public sealed class TnefTests
{
    private static readonly byte[] Pdf = "%PDF-1.7"u8.ToArray();

    [Fact]
    public void Its_files_are_the_mails_files()
    {
        var mail = Read(Packed(
            Message(0x00069003, [1, 2, 3]),
            Render(), File(0x00018010, Text8("INVOIC~1.PDF")), File(0x0006800F, Pdf), File(0x00069005, Props(Unicode(0x3707, "Rechnung ñ.pdf"), Unicode(0x370E, "Application/PDF"))),
            Render(), File(0x00018010, Text8("a.txt")), File(0x0006800F, "hello"u8.ToArray())));

        mail.Text.ShouldBe("See the files.");
        mail.Files.Select(file => (file.Name, file.MediaType)).ShouldBe([("Rechnung ñ.pdf", "application/pdf"), ("a.txt", "application/octet-stream")]);
        mail.Files[0].Content.ToArray().ShouldBe(Pdf);
        mail.Files[1].Content.ToArray().ShouldBe("hello"u8.ToArray());
    }

    [Fact]
    public void Properties_of_every_kind_are_passed_over_up_to_the_name_and_the_content()
    {
        var props = Props(
            Property(0x0003, 0x0E20, Number(8)), Property(0x000B, 0x7FFE, Number(1)), Property(0x0040, 0x3007, new byte[8]), Property(0x0048, 0x0001, new byte[16]),
            Property(0x1003, 0x6001, [.. Number(2), .. Number(7), .. Number(8)]), Property(0x0102, 0x3702, [.. Number(1), .. Number(3), 1, 2, 3, 0]),
            [.. Head(0x0003, 0x8001), .. new byte[16], .. Number(0), .. Number(5), .. Number(9)],
            [.. Head(0x0003, 0x8002), .. new byte[16], .. Number(1), .. Number(6), .. Encoding.Unicode.GetBytes("abc"), 0, 0, .. Number(9)],
            Unicode(0x3712, "<logo@acme>"), Unicode(0x3707, "logo.png"), Property(0x0102, 0x3701, [.. Number(1), .. Number(3), 7, 8, 9, 0]));

        var file = Read(Packed(Render(), File(0x00069005, props))).Files.ShouldHaveSingleItem();

        (file.Name, file.ContentId).ShouldBe(("logo.png", "logo@acme"));
        file.Content.ToArray().ShouldBe([7, 8, 9]);
    }

    [Fact]
    public void What_is_no_file_can_still_be_had_with_the_whole()
    {
        var packed = Packed(
            Render(), File(0x00018010, Text8("a.txt")), File(0x0006800F, [1]),
            Render(), File(0x00018010, Text8("A forwarded mail")), File(0x00069005, Props(Property(0x000D, 0x3701, [.. Number(1), .. Number(4), 1, 2, 3, 4]))));

        var mail = Read(packed);

        mail.Files.Select(file => file.Name).ShouldBe(["a.txt", "winmail.dat"]);
        mail.Files[1].Content.ToArray().ShouldBe(packed);
    }

    [Fact]
    public void A_name_is_no_path()
    {
        var mail = Read(Packed(Render(), File(0x00018010, Text8(@"..\..\etc\pass" + "\u0001" + "wd")), File(0x0006800F, [1])));

        mail.Files.ShouldHaveSingleItem().Name.ShouldBe("passwd");
    }

    [Fact]
    public void A_broken_one_stays_as_it_is()
    {
        var whole = Packed(Render(), File(0x00018010, Text8("a.txt")), File(0x0006800F, [1, 2, 3]));
        byte[][] broken = [[], [1, 2, 3], "%PDF-1.7 but called so"u8.ToArray(), whole[..^1], whole[..^9], whole[..8], [.. whole, 1], Packed(Message(0x00069003, [1])), Huge(whole)];
        foreach (var bytes in broken)
        {
            var file = Read(bytes).Files.ShouldHaveSingleItem();
            file.Name.ShouldBe("winmail.dat");
            file.Content.ToArray().ShouldBe(bytes);
        }
    }

    [Fact]
    public void A_thousand_files_are_enough()
    {
        var files = Enumerable.Range(0, 1_100).SelectMany(_ => (byte[][])[Render(), File(0x0006800F, [1])]);

        Read(Packed([.. files])).Files.Count.ShouldBe(MimeLimits.Parts + 1, "and the whole");
    }

    [Fact]
    public void Any_bytes_at_all_are_read_without_an_exception()
    {
        var whole = Packed(Render(), File(0x00018010, Text8("a.txt")), File(0x0006800F, [1, 2, 3]), File(0x00069005, Props(Unicode(0x3707, "a.txt"), Property(0x1102, 0x1, [.. Number(1), .. Number(1), 1, 0, 0, 0]))));
        for (var seed = 0; seed < 20_000; seed++)
        {
            var random = new Random(seed);
            var bytes = whole.ToArray();
            for (var change = random.Next(1, 6); change > 0; change--)
            {
                bytes[random.Next(6, bytes.Length)] = (byte)random.Next(256);
            }

            if (Tnef.TryRead(bytes, out var read))
            {
                read.Files.Sum(file => file.Content.Length).ShouldBeLessThan(bytes.Length, $"seed {seed}");
            }
        }
    }

    private static ReadMail Read(byte[] packed) => Eml.Read(
        $"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nSee the files.\n--b\nContent-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n{Convert.ToBase64String(packed)}\n--b--\n");

    private static byte[] Packed(params byte[][] attributes) => [.. Number(0x223E9F78), 1, 0, .. attributes.SelectMany(attribute => attribute)];

    private static byte[] Render() => File(0x00069002, new byte[14]);

    private static byte[] Message(uint id, byte[] value) => Attribute(1, id, value);

    private static byte[] File(uint id, byte[] value) => Attribute(2, id, value);

    private static byte[] Attribute(byte level, uint id, byte[] value) =>
        [level, .. Number(id), .. Number((uint)value.Length), .. value, .. BitConverter.GetBytes((ushort)value.Sum(one => one))];

    private static byte[] Text8(string text) => [.. Encoding.Latin1.GetBytes(text), 0];

    private static byte[] Props(params byte[][] properties) => [.. Number((uint)properties.Length), .. properties.SelectMany(property => property)];

    private static byte[] Head(ushort type, ushort id) => [.. BitConverter.GetBytes(type), .. BitConverter.GetBytes(id)];

    private static byte[] Property(ushort type, ushort id, byte[] value) => [.. Head(type, id), .. value];

    private static byte[] Unicode(ushort id, string text)
    {
        byte[] bytes = [.. Encoding.Unicode.GetBytes(text), 0, 0];
        return Property(0x001F, id, [.. Number(1), .. Number((uint)bytes.Length), .. bytes, .. new byte[(4 - (bytes.Length % 4)) % 4]]);
    }

    private static byte[] Number(uint value) => BitConverter.GetBytes(value);

    // An attribute that says it has four gigabytes.
    private static byte[] Huge(byte[] whole)
    {
        var bytes = whole.ToArray();
        bytes.AsSpan(11, 4).Fill(0xFF);
        return bytes;
    }
}
