using System.Globalization;

namespace HelpDesk.Web.Channels.Email.Imap;

/// <summary>Sets of uids as commands and answers write them: <c>1:3,7</c>.</summary>
internal static class UidSet
{
    /// <summary>No folder that we read holds more.</summary>
    private const int Limit = 10_000_000;

    /// <param name="uids">Ascending.</param>
    public static string Format(IReadOnlyList<uint> uids)
    {
        var ranges = new List<(uint First, uint Last)>();
        foreach (var uid in uids)
        {
            if (ranges.Count > 0 && ranges[^1].Last + 1 == uid)
            {
                ranges[^1] = (ranges[^1].First, uid);
            }
            else
            {
                ranges.Add((uid, uid));
            }
        }

        return string.Join(',', ranges.Select(range => range.First == range.Last ? $"{range.First}" : $"{range.First}:{range.Last}"));
    }

    /// <summary>The uids that a SEARCH or ESEARCH response names; none when it is neither.</summary>
    /// <exception cref="ImapException">What it names makes no sense.</exception>
    public static IEnumerable<uint> Found(ImapResponse response) => response.Kind switch
    {
        "SEARCH" => response.Values.Skip(1).Select(value => value.Number).OfType<uint>(),
        "ESEARCH" => Read(response.Values.SkipWhile(value => !value.Is("ALL")).Skip(1).FirstOrDefault()?.Text),
        _ => [],
    };

    private static List<uint> Read(string? set)
    {
        var uids = new List<uint>();
        foreach (var range in (set ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = range.Split(':').Select(Number).ToArray();
            if (ends.Length > 2 || ends.Max() - (long)ends.Min() >= Limit - uids.Count)
            {
                throw Senseless();
            }

            for (long uid = ends.Min(); uid <= ends.Max(); uid++)
            {
                uids.Add((uint)uid);
            }
        }

        return uids;
    }

    private static uint Number(string text) => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Senseless();

    private static ImapException Senseless() => new(ImapTrouble.Garbled, "a set of uids");
}
