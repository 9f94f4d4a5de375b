using System.Text;
using HelpDesk.Web.Channels.Email.Imap;
using Xunit.Abstractions;

namespace HelpDesk.Tests.Web.Channels.Email.Imap;

/// <summary>What real servers said, read from <c>MAIL_CORPUS</c>.</summary>
public sealed class TranscriptTests(ITestOutputHelper output)
{
    // It announces 515 bytes and holds 505, or 518 with the line ends of the wire.
    private const string Damaged = "headers.1+unsolicited-info.txt";

    [Fact]
    public async Task What_real_servers_said_can_be_read()
    {
        var folder = Environment.GetEnvironmentVariable("MAIL_CORPUS") is { Length: > 0 } corpus
            ? Path.Combine(corpus, "messages", "mailkit-transcripts", "Imap", "Resources")
            : "";
        if (!Directory.Exists(folder))
        {
            output.WriteLine("LEFT OUT: MAIL_CORPUS names no folder with IMAP transcripts.");
            return;
        }

        var files = Directory.GetFiles(folder, "*.txt", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != Damaged).ToList();
        var unreadable = new List<string>();
        foreach (var file in files)
        {
            if (await CountAsync(await File.ReadAllBytesAsync(file)) == 0)
            {
                unreadable.Add(Path.GetRelativePath(folder, file));
            }
        }

        output.WriteLine($"{files.Count} transcripts; unreadable: {string.Join(", ", unreadable)}");
        files.Count.ShouldBeGreaterThan(100);
        unreadable.ShouldBeEmpty();
    }

    // The responses that end in the file; what is cut off by its end does not count against it.
    private static async Task<int> CountAsync(byte[] transcript)
    {
        var text = Encoding.Latin1.GetString(transcript).Replace("A########", "A1", StringComparison.Ordinal)
            .Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal);
        var reader = new ResponseReader(new Wire(new MemoryStream(Encoding.Latin1.GetBytes(text)), TimeSpan.FromSeconds(5)));
        var count = 0;
        try
        {
            while (true)
            {
                await reader.ReadAsync((_, _) => Stream.Null, default);
                count++;
            }
        }
        catch (ImapException end)
        {
            return end.Trouble == ImapTrouble.Closed ? count : 0;
        }
    }
}
