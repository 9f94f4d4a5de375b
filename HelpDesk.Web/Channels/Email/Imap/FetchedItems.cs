using System.Globalization;
using System.Text;

namespace HelpDesk.Web.Channels.Email.Imap;

/// <summary>What a FETCH response says of one message.</summary>
internal sealed class FetchedItems
{
    public const string MessageIdItem = "BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)]";

    private const string MessageIdAnswer = "BODY[HEADER.FIELDS";

    // Of letters that take three bytes each an index still takes these.
    private const int MessageIdLimit = 500;

    private readonly Dictionary<string, ImapValue> items = new(StringComparer.OrdinalIgnoreCase);

    public uint? Uid => items.GetValueOrDefault("UID")?.Number;

    /// <summary>Null when it is about something else, such as flags that somebody changed.</summary>
    public MailFacts? Facts =>
        Uid is { } uid && long.TryParse(items.GetValueOrDefault("RFC822.SIZE")?.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            ? new MailFacts(uid, size, ImapDates.Read(items.GetValueOrDefault("INTERNALDATE")?.Text), MessageId())
            : null;

    /// <summary>Null when the response is no FETCH.</summary>
    public static FetchedItems? Of(ImapResponse response)
    {
        if (response is not { Kind: "FETCH", Values: [_, _, { IsList: true } list, ..] })
        {
            return null;
        }

        var fetched = new FetchedItems();
        fetched.Take(list.Items);
        return fetched;
    }

    public bool Names(string item) => items.ContainsKey(item);

    /// <exception cref="ImapException">The server has the message and cannot give it.</exception>
    public byte[] Bytes(string item) => Encoding.Latin1.GetBytes(items[item].Text ?? throw new ImapException(ImapTrouble.Refused, $"{item} NIL"));

    // Names and values by turns; some servers put a pair into brackets of its own.
    private void Take(IReadOnlyList<ImapValue> list)
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i].IsList)
            {
                Take(list[i].Items);
            }
            else if (i + 1 < list.Count)
            {
                items.TryAdd(list[i].Text ?? "", list[++i]);
            }
        }
    }

    private string? MessageId()
    {
        var head = items.FirstOrDefault(pair => pair.Key.StartsWith(MessageIdAnswer, StringComparison.OrdinalIgnoreCase)).Value?.Text ?? "";
        var value = head[(head.IndexOf(':', StringComparison.Ordinal) + 1)..].Replace("\r\n", "", StringComparison.Ordinal).Trim();
        var open = value.IndexOf('<', StringComparison.Ordinal);
        var close = value.IndexOf('>', open + 1);
        var id = open >= 0 && close > open ? value[(open + 1)..close].Trim() : value;
        return id.Length > 0 && !id.Any(char.IsControl) ? id[..Math.Min(id.Length, MessageIdLimit)] : null;
    }
}
