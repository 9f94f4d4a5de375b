using System.Security.Cryptography;
using HelpDesk.Web.Data;

namespace HelpDesk.Web.Channels.Email;

/// <summary>A mail as it lies on the disk.</summary>
/// <param name="Hash">SHA-256 of its bytes in lower-case hexadecimal digits.</param>
/// <param name="Size">Bytes.</param>
internal sealed record StoredMail(string Hash, long Size);

/// <summary>
/// Mail exactly as received, by the hash of its bytes under <c>mail/</c> in the data folder. It is written and synced, and
/// only then given its name: a mail that has its name is whole, also after the plug was pulled.
/// </summary>
internal sealed class RawMails(DataFolder folder)
{
    /// <summary>Bytes of the largest mail that is taken.</summary>
    public const long MaxSize = 50L << 20;

    private const int Block = 81_920;

    /// <summary>Stores what a stream holds.</summary>
    /// <exception cref="FileTooLargeException">It holds more than <see cref="MaxSize"/>; nothing is kept.</exception>
    public async Task<StoredMail> SaveAsync(Stream content, CancellationToken ct)
    {
        var draft = Path.Combine(folder.Tmp, Path.GetRandomFileName());
        try
        {
            var stored = await WriteAsync(draft, content, ct);
            Directory.CreateDirectory(Path.GetDirectoryName(PathOf(stored.Hash))!);
            File.Move(draft, PathOf(stored.Hash), overwrite: true);
            return stored;
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <summary>The bytes of a stored mail.</summary>
    /// <exception cref="FileNotFoundException">It is not there: the data folder is not whole.</exception>
    public async Task<byte[]> ReadAsync(string hash, CancellationToken ct) => await File.ReadAllBytesAsync(PathOf(hash), ct);

    /// <summary>The first bytes of a stored mail, at most so many.</summary>
    public async Task<byte[]> BeginningAsync(string hash, int length, CancellationToken ct)
    {
        await using var file = new FileStream(PathOf(hash), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, Block, useAsync: true);
        var buffer = new byte[Math.Min(length, file.Length)];
        return buffer[..await file.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct)];
    }

    /// <summary>Opens a stored mail for reading; null when it is not there.</summary>
    public FileStream? Open(string hash) => File.Exists(PathOf(hash))
        ? new FileStream(PathOf(hash), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, Block, useAsync: true)
        : null;

    private static async Task<StoredMail> WriteAsync(string draft, Stream content, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = new FileStream(draft, FileMode.CreateNew, FileAccess.Write, FileShare.None, Block, useAsync: true);
        var buffer = new byte[Block];
        for (int read; (read = await content.ReadAsync(buffer, ct)) > 0;)
        {
            if (file.Length + read > MaxSize)
            {
                throw new FileTooLargeException(MaxSize);
            }

            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), ct);
        }

        file.Flush(flushToDisk: true);
        return new StoredMail(Convert.ToHexStringLower(hash.GetHashAndReset()), file.Length);
    }

    private string PathOf(string hash) => folder.PathOfMail(hash);
}
