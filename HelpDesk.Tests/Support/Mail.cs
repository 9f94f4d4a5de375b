using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace HelpDesk.Tests.Support;

/// <summary>A mail as its reader sees it: fields unfolded and decoded, parts by their type.</summary>
internal sealed partial class Mail
{
    private readonly Dictionary<string, string> fields = new(StringComparer.OrdinalIgnoreCase);

    private Mail(string raw)
    {
        var end = raw.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        foreach (var line in raw[..end].Replace("\r\n ", " ", StringComparison.Ordinal).Split("\r\n"))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            fields.Add(line[..colon], Words(line[(colon + 1)..].Trim()));
        }

        Raw = raw;
        Body = raw[(end + 4)..];
        Parts = this["Content-Type"] is { } type && type.StartsWith("multipart/", StringComparison.Ordinal)
            ? [.. Body.Split($"--{Boundary().Match(type).Groups["name"].Value}").Skip(1).SkipLast(1).SelectMany(part => new Mail(part.TrimStart('\r', '\n')).AllParts)]
            : [];
    }

    public string Raw { get; }

    public string Body { get; }

    public IReadOnlyList<Mail> Parts { get; }

    public string Text => Parts.First(part => part["Content-Type"]!.StartsWith("text/plain", StringComparison.Ordinal)).Content;

    public string Html => Parts.First(part => part["Content-Type"]!.StartsWith("text/html", StringComparison.Ordinal)).Content;

    public string Content => Encoding.UTF8.GetString(Bytes);

    public byte[] Bytes => this["Content-Transfer-Encoding"] == "base64"
        ? Convert.FromBase64String(Body.ReplaceLineEndings(""))
        : [.. Printable(Body.Replace("=\r\n", "", StringComparison.Ordinal))];

    private IEnumerable<Mail> AllParts => Parts.Count == 0 ? [this] : Parts;

    public string? this[string field] => fields.GetValueOrDefault(field);

    public static Mail Parse(string raw) => new(raw);

    /// <summary>The mails that left a world, in the order of their names.</summary>
    public static IReadOnlyList<Mail> In(World world) => [.. Files(world.Data).Select(path => Parse(File.ReadAllText(path)))];

    public static IReadOnlyList<string> Files(string data) =>
        [.. Directory.EnumerateFiles(Directory.CreateDirectory(Path.Combine(data, "outgoing")).FullName, "*.eml").Order(StringComparer.Ordinal)];

    private static string Words(string value) => EncodedWord().Replace(
        Between().Replace(value, "?="), word => Encoding.UTF8.GetString(Convert.FromBase64String(word.Groups["text"].Value)));

    private static IEnumerable<byte> Printable(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '=')
            {
                yield return byte.Parse(text.AsSpan(i + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                i += 2;
            }
            else
            {
                yield return (byte)text[i];
            }
        }
    }

    [GeneratedRegex(@"\?=\s+(?==\?)", RegexOptions.None, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Between();

    [GeneratedRegex(@"=\?utf-8\?B\?(?<text>[^?]*)\?=", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex EncodedWord();

    [GeneratedRegex("boundary=\"(?<name>[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Boundary();
}
