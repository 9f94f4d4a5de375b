using System.Security.Cryptography;

namespace HelpDesk.Web.Data;

/// <summary>A file as it lies on the disk.</summary>
/// <param name="Hash">SHA-256 of the content in lower-case hexadecimal digits.</param>
/// <param name="Size">Bytes.</param>
/// <param name="MediaType">As sniffed from the content; null for what nobody accepts.</param>
internal sealed record StoredFile(string Hash, long Size, string? MediaType);

/// <summary>The content is longer than the limit.</summary>
internal sealed class FileTooLargeException(long limit) : Exception($"A file may have {limit} bytes.");

/// <summary>
/// Files by the hash of their content, under the data folder and outside of the web root: two equal files are one, and no
/// name that anybody chose is ever part of a path. A file is written, synced and only then given its name.
/// </summary>
internal sealed class Files(DataFolder folder)
{
    /// <summary>Uploads stop while the disk has less than this left, so that the database can go on.</summary>
    private const long DiskFloor = 500L << 20;

    private const int Block = 81_920;

    /// <summary>False when the disk is nearly full.</summary>
    public bool HasRoom => new DriveInfo(folder.Root).AvailableFreeSpace > DiskFloor;

    /// <summary>Stores what a stream holds, if it is wanted once it is known.</summary>
    /// <param name="content">Read to its end.</param>
    /// <param name="name">As the sender calls it; tells a table from other text.</param>
    /// <param name="limit">Bytes.</param>
    /// <param name="isWanted">Decides when size and type are known; what is not wanted is not kept.</param>
    /// <param name="ct">Stops it; nothing is kept.</param>
    /// <exception cref="FileTooLargeException">It holds more than <paramref name="limit"/>; nothing is kept.</exception>
    public async Task<StoredFile> SaveAsync(Stream content, string name, long limit, Predicate<StoredFile> isWanted, CancellationToken ct)
    {
        var draft = Path.Combine(folder.Tmp, Path.GetRandomFileName());
        try
        {
            var stored = await WriteAsync(draft, content, name, limit, ct);
            if (isWanted(stored))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(PathOf(stored.Hash))!);
                File.Move(draft, PathOf(stored.Hash), overwrite: true);
            }

            return stored;
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <summary>Opens a stored file for reading; null when it is not there.</summary>
    public FileStream? Open(string hash)
    {
        var path = PathOf(hash);
        return File.Exists(path) ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, Block, useAsync: true) : null;
    }

    /// <summary>Removes a file that no row names any more.</summary>
    public void Remove(string hash) => File.Delete(PathOf(hash));

    /// <summary>Removes a file that was stored before this instant; one that was stored again since then stays.</summary>
    public void RemoveOlder(string hash, DateTimeOffset before)
    {
        if (File.GetLastWriteTimeUtc(PathOf(hash)) < before.UtcDateTime)
        {
            Remove(hash);
        }
    }

    /// <summary>The hashes of files that were stored before this instant, folder by folder.</summary>
    public IEnumerable<string> OlderThan(DateTimeOffset before) => Directory.EnumerateFiles(folder.Attachments, "*", SearchOption.AllDirectories)
        .Where(path => File.GetLastWriteTimeUtc(path) < before.UtcDateTime)
        .Select(path => Path.GetFileName(path));

    private static async Task<StoredFile> WriteAsync(string draft, Stream content, string name, long limit, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = new FileStream(draft, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, Block, useAsync: true);
        var text = new TextCheck();
        var buffer = new byte[Block];
        for (int read; (read = await content.ReadAsync(buffer, ct)) > 0;)
        {
            if (file.Length + read > limit)
            {
                throw new FileTooLargeException(limit);
            }

            hash.AppendData(buffer, 0, read);
            text.Take(buffer.AsSpan(0, read));
            await file.WriteAsync(buffer.AsMemory(0, read), ct);
        }

        file.Flush(flushToDisk: true);
        return new StoredFile(Convert.ToHexStringLower(hash.GetHashAndReset()), file.Length, MediaTypes.Sniff(file, text.IsText, name));
    }

    private string PathOf(string hash) => Path.Combine(folder.Attachments, hash[..2], hash);
}
