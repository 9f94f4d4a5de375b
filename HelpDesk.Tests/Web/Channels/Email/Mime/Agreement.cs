using System.Text.Json;
using HelpDesk.Web.Channels.Email.Mime;
using Xunit.Abstractions;

namespace HelpDesk.Tests.Web.Channels.Email.Mime;

/// <summary>How far our reading of real mails agrees with what is expected, field by field.</summary>
internal sealed class Agreement(ITestOutputHelper output)
{
    private const int JudgedLetters = 4_000;

    private readonly Dictionary<string, (int Same, int All)> counts = [];

    public void Compare(string file, ReadMail mail, JsonElement wanted)
    {
        Compare(file, "from_", wanted, mail.From.Count == 0 ? "" : mail.From[0].Address);
        Compare(file, "subject", wanted, mail.Subject);
        Compare(file, "mid", wanted, $"<{mail.MessageId}>");
        Compare(file, "text", wanted, mail.Text ?? "");

        // Others go on into mails within mails; here each is one file.
        var names = mail.Files.Where(found => found.MediaType != "message/rfc822").Select(found => found.Name);
        if (wanted.TryGetProperty("attachment_names", out var list))
        {
            Count(file, "attachment_names", Sorted(list.EnumerateArray().Select(name => name.GetString() ?? "")), Sorted(names));
        }
    }

    /// <summary>The share of mails that agree, written to the output.</summary>
    public double Of(string field)
    {
        var (same, all) = counts[field];
        output.WriteLine($"{field}: {same} of {all} agree, {100.0 * same / all:F2} %");
        return (double)same / all;
    }

    private void Compare(string file, string field, JsonElement wanted, string got)
    {
        if (wanted.TryGetProperty(field, out var value))
        {
            Count(file, field, Squeezed(field, value.GetString() ?? ""), Squeezed(field, got));
        }
    }

    private void Count(string file, string field, string wanted, string got)
    {
        var isSame = IsSame(wanted, got);
        var (same, all) = counts.GetValueOrDefault(field);
        counts[field] = (same + (isSame ? 1 : 0), all + 1);
        if (!isSame)
        {
            output.WriteLine($"{field} differs: {file}");
        }
    }

    // Where the others could not read a letter (also where one took the mark of that for three letters) ours is not judged.
    private static bool IsSame(string wanted, string got)
    {
        var at = 0;
        var pieces = wanted.Replace("\u00EF\u00BF\u00BD", "\uFFFD", StringComparison.Ordinal).Split('\uFFFD');
        foreach (var piece in pieces)
        {
            at = pieces.Length == 1 ? 0 : got.IndexOf(piece, at, StringComparison.Ordinal);
            if (at < 0)
            {
                return false;
            }

            at += piece.Length;
        }

        return pieces.Length > 1 || wanted == got;
    }

    private static string Squeezed(string field, string value)
    {
        var squeezed = string.Concat(value.Where(c => !char.IsWhiteSpace(c) && c != '\0').Take(JudgedLetters));
        return field switch
        {
            "from_" => squeezed.ToLowerInvariant(),
            "mid" => squeezed.Trim('<', '>'),
            _ => squeezed,
        };
    }

    private static string Sorted(IEnumerable<string> names) =>
        string.Join('|', names.Where(name => name.Length > 0 && !name.EndsWith(".eml", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
}
