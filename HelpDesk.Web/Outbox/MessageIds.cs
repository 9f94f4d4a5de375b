using System.Security.Cryptography;
using System.Text;
using HelpDesk.Migrations;
using HelpDesk.Web.Data;

namespace HelpDesk.Web.Outbox;

/// <summary>
/// Signs the ids of our mails, so that an answer to one is known as such: <c>t1042.d8817.&lt;26 letters&gt;@domain</c>, 128
/// bits of HMAC-SHA256 over ticket and delivery. The key is part of every backup.
/// </summary>
internal sealed class MessageIds(DataFolder folder)
{
    private const int KeyLength = 32;

    private readonly Lazy<byte[]> key = new(() => OpenKey(Path.Combine(folder.Keys, "mail.key")));

    /// <summary>Names this installation without telling where it is.</summary>
    public string Instance => Sign("instance");

    /// <summary>Without the angle brackets.</summary>
    public string For(long ticketNumber, long deliveryId, string domain) =>
        $"t{ticketNumber}.d{deliveryId}.{Sign($"t{ticketNumber}.d{deliveryId}")}@{domain}";

    private string Sign(string text) => PublicId.Encode(HMACSHA256.HashData(key.Value, Encoding.ASCII.GetBytes(text)).AsSpan(0, 16));

    private static byte[] OpenKey(string path)
    {
        if (!File.Exists(path))
        {
            WriteKey(path);
        }

        var key = File.ReadAllBytes(path);
        return key.Length == KeyLength ? key : throw new InvalidDataException($"{path} is not a key of {KeyLength} bytes. Put it back from a backup.");
    }

    private static void WriteKey(string path)
    {
        var draft = $"{path}.{Guid.NewGuid():n}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(draft, options))
        {
            file.Write(RandomNumberGenerator.GetBytes(KeyLength));
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(draft, path);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process of the same start was first; its key counts.
            File.Delete(draft);
        }
    }
}
