namespace HelpDesk.Web.Channels.Email.Mime;

/// <summary>What stands between angle brackets (RFC 5322 §3.4): taken whole, so that nothing becomes an address by being cut out.</summary>
internal static class AngleAddress
{
    private const string Scheme = "mailto:";

    /// <summary>Reads on from behind the opening bracket.</summary>
    public static string Read(AddressScanner scanner)
    {
        var inner = new Phrase();
        while (!scanner.IsEnd && scanner.Current != '>')
        {
            Step(scanner, inner);
        }

        scanner.At++;
        return WithoutRoute(inner.Written);
    }

    private static void Step(AddressScanner scanner, Phrase inner)
    {
        if (scanner.Current == ' ' || (scanner.Current == '<' && inner.IsEmpty))
        {
            inner.Space();
            scanner.At++;
        }
        else if (scanner.TryQuoted(out var shown, out var written))
        {
            inner.Quote(shown, written);
        }
        else if (!scanner.TryComment(out _))
        {
            inner.Atom(scanner.Atom(" >\"(<"));
        }
    }

    // "@relay.example,@other.example:ana@example.com" (RFC 5322 §4.4): the way it once took.
    private static string WithoutRoute(string address)
    {
        var colon = address.StartsWith('@') ? address.IndexOf(':', StringComparison.Ordinal) : -1;
        var direct = address[(colon + 1)..];
        return direct.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? direct[Scheme.Length..] : direct;
    }
}
