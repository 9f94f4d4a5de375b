namespace HelpDesk.Web.Channels.Email.Mime;

/// <summary>Identifiers of mails and parts (RFC 5322 §3.6.4), without angle brackets and without the blanks that folding leaves.</summary>
internal static class MessageIds
{
    /// <summary>The first id of a field, or its only word; null where it names none.</summary>
    public static string? First(string? field) =>
        All(field) is [var id, ..] ? id
        : field?.Trim(' ', '<', '>') is { Length: > 0 } word && !word.Contains(' ', StringComparison.Ordinal) ? word
        : null;

    /// <summary>All ids in their order. Words around them are passed over; without any bracket each word with an @ is one.</summary>
    public static IReadOnlyList<string> All(string? field)
    {
        var text = field ?? "";
        var ids = new List<string>();
        for (var start = text.IndexOf('<', StringComparison.Ordinal); start >= 0; start = text.IndexOf('<', start + 1))
        {
            var end = text.IndexOf('>', start);
            if (end < 0)
            {
                break;
            }

            // The last opening bracket before the closing one: the first may belong to nothing.
            start = text.LastIndexOf('<', end, end - start + 1);
            Add(ids, text[(start + 1)..end]);
            start = end;
        }

        if (ids.Count == 0)
        {
            ids.AddRange(text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => word.Contains('@', StringComparison.Ordinal)).Select(word => word.Trim('<', '>')));
        }

        return ids;
    }

    private static void Add(List<string> ids, string text)
    {
        var id = text.Replace(" ", "", StringComparison.Ordinal);
        if (id.Length > 0)
        {
            ids.Add(id);
        }
    }
}
