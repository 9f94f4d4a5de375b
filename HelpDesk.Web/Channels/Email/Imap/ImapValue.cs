using System.Globalization;

namespace HelpDesk.Web.Channels.Email.Imap;

/// <summary>A value in what the server says: an atom, a string, a list or NIL (RFC 9051 §4).</summary>
internal sealed class ImapValue
{
    private ImapValue()
    {
    }

    public static ImapValue Nil { get; } = new();

    /// <summary>The content of a literal that went into a stream as it came.</summary>
    public static ImapValue Streamed { get; } = new() { Text = "", IsStreamed = true };

    /// <summary>One character a byte (Latin-1), so that nothing is lost; null for lists and NIL.</summary>
    public string? Text { get; private init; }

    /// <summary>What a list holds; empty for everything else.</summary>
    public IReadOnlyList<ImapValue> Items { get; private init; } = [];

    public bool IsList { get; private init; }

    public bool IsStreamed { get; private init; }

    public uint? Number => uint.TryParse(Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static ImapValue Atom(string text) => text.Equals("NIL", StringComparison.OrdinalIgnoreCase) ? Nil : new ImapValue { Text = text };

    public static ImapValue String(string text) => new() { Text = text };

    public static ImapValue List(IReadOnlyList<ImapValue> items) => new() { Items = items, IsList = true };

    public bool Is(string atom) => string.Equals(Text, atom, StringComparison.OrdinalIgnoreCase);
}
