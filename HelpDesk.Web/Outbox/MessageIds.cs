using System.Security.Cryptography;
using HelpDesk.Domain.Email;
using HelpDesk.Web.Data;

namespace HelpDesk.Web.Outbox;

/// <summary>
/// Signs the ids of our mails and the addresses for answers to them, so that an answer is known as such. The key is part
/// of every backup.
/// </summary>
internal sealed class MessageIds(DataFolder folder)
{
    private const int KeyLength = 32;

    private readonly Lazy<byte[]> key = new(() => OpenKey(Path.Combine(folder.Keys, "mail.key")));

    /// <summary>Names this installation without telling where it is.</summary>
    public string Instance => MailSignature.Of("instance", key.Value);

    /// <summary>Without the angle brackets.</summary>
    public string For(long ticketNumber, long deliveryId, string domain) => SignedMessageId.For(ticketNumber, deliveryId, domain, key.Value);

    /// <summary>Knows an id that <see cref="For"/> made, with or without its angle brackets. False for every other.</summary>
    public bool TryRead(string messageId, out long ticketNumber, out long deliveryId) =>
        SignedMessageId.TryRead(messageId.Trim('<', '>'), key.Value, out ticketNumber, out deliveryId);

    /// <summary>The signed address for answers about a ticket.</summary>
    public string ReplyAddress(string mailbox, long ticketNumber) => ReplyToken.AddressFor(mailbox, ticketNumber, key.Value);

    /// <summary>Knows an address that <see cref="ReplyAddress"/> made. False for every other.</summary>
    public bool TryReadReplyAddress(string address, out long ticketNumber) => ReplyToken.TryRead(address, key.Value, out ticketNumber);

    /// <summary>The token of a link to one file.</summary>
    public string FileToken(string file, DateTimeOffset until) => FileLink.For(file, until, key.Value);

    /// <summary>Knows a token that <see cref="FileToken"/> made and that has not lapsed. False for every other.</summary>
    public bool TryReadFile(string token, DateTimeOffset now, out string file) => FileLink.TryRead(token, now, key.Value, out file);

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
