using System.Collections.Frozen;
using System.IO.Compression;
using System.Reflection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace HelpDesk.Web.Data;

/// <summary>
/// Styles, scripts and pictures out of the single file, where <c>build/singlefile.targets</c> packed them. A build and an
/// ordinary publish carry none: there they lie in wwwroot beside the program.
/// </summary>
internal sealed class EmbeddedAssets : IFileProvider
{
    private const string ManifestEntry = "endpoints.json";

    private readonly FrozenDictionary<string, Asset> assets;

    private EmbeddedAssets(Stream zip)
    {
        using var archive = new ZipArchive(zip, ZipArchiveMode.Read);
        assets = archive.Entries.ToFrozenDictionary(entry => entry.FullName, Unpack, StringComparer.Ordinal);
    }

    /// <summary>Opens what the program carries; null where it carries nothing.</summary>
    public static EmbeddedAssets? Open()
    {
        try
        {
            var carrier = Assembly.Load(typeof(EmbeddedAssets).Assembly.GetName().Name + ".WebRoot");
            using var zip = carrier.GetManifestResourceStream("webroot.zip")
                ?? throw new InvalidDataException("The program was published without its web files.");
            return new EmbeddedAssets(zip);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>
    /// Puts the endpoints manifest into a folder of the program's own, because <c>MapStaticAssets</c> takes only a path.
    /// Always written anew: one that another version left there would serve that version's fingerprints.
    /// </summary>
    /// <returns>The path of the manifest.</returns>
    public string WriteManifest(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(Path.GetFullPath(folder), ManifestEntry);
        var draft = $"{path}.{Environment.ProcessId}";
        File.WriteAllBytes(draft, assets[ManifestEntry].Bytes);
        File.Move(draft, path, overwrite: true);
        return path;
    }

    public IFileInfo GetFileInfo(string subpath) =>
        assets.TryGetValue("wwwroot/" + subpath.TrimStart('/'), out var asset) ? asset : new NotFoundFileInfo(subpath);

    public IDirectoryContents GetDirectoryContents(string subpath) => NotFoundDirectoryContents.Singleton;

    public IChangeToken Watch(string filter) => NullChangeToken.Singleton;

    private static Asset Unpack(ZipArchiveEntry entry)
    {
        using var packed = entry.Open();
        var bytes = new byte[entry.Length];
        packed.ReadExactly(bytes);
        return new Asset(entry.Name, bytes, entry.LastWriteTime);
    }

    private sealed record Asset(string Name, byte[] Bytes, DateTimeOffset LastModified) : IFileInfo
    {
        public bool Exists => true;

        public bool IsDirectory => false;

        public long Length => Bytes.Length;

        public string? PhysicalPath => null;

        public Stream CreateReadStream() => new MemoryStream(Bytes, writable: false);
    }
}
