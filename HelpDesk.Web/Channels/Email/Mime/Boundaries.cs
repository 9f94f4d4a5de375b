using System.Text;

namespace HelpDesk.Web.Channels.Email.Mime;

/// <summary>The multiparts that are open at one place of a mail, and the lines that part them (RFC 2046 §5.1.1).</summary>
internal sealed class Boundaries
{
    private readonly List<(Part Part, string Boundary, int Outer)> open = [];
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
    private readonly char[] letters = new char[MimeLimits.BoundaryBytes + 2];

    public int Count => open.Count;

    public Part Innermost => open[^1].Part;

    /// <param name="part">A multipart.</param>
    /// <param name="boundary">As its bytes are, each a letter.</param>
    public void Open(Part part, string boundary)
    {
        open.Add((part, boundary, places.GetValueOrDefault(boundary, -1)));
        places[boundary] = open.Count - 1;
    }

    /// <summary>Takes the innermost multipart away; one outside of it may have the same boundary.</summary>
    public Part Close()
    {
        var (part, boundary, outer) = open[^1];
        open.RemoveAt(open.Count - 1);
        if (outer < 0)
        {
            places.Remove(boundary);
        }
        else
        {
            places[boundary] = outer;
        }

        return part;
    }

    /// <param name="line">Any line.</param>
    /// <param name="place">How many multiparts lie outside of the one it parts.</param>
    /// <param name="isLast">It ends the multipart.</param>
    public bool TryMatch(ReadOnlySpan<byte> line, out int place, out bool isLast)
    {
        (place, isLast) = (-1, false);
        if (!line.StartsWith("--"u8))
        {
            return false;
        }

        line = line[2..].TrimEnd(" \t"u8);
        if (line.Length > MimeLimits.BoundaryBytes + 2 || TryFind(line, out place))
        {
            return place >= 0;
        }

        isLast = true;
        return line.EndsWith("--"u8) && TryFind(line[..^2].TrimEnd(" \t"u8), out place);
    }

    private bool TryFind(ReadOnlySpan<byte> line, out int place)
    {
        Encoding.Latin1.GetChars(line, letters);
        return places.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(letters.AsSpan(0, line.Length), out place) || (place = -1) == 0;
    }
}
