namespace HelpDesk.Web.Channels.Email.Imap;

/// <summary>Shows a response as a line for people, shortened where it is long.</summary>
internal static class ImapWords
{
    private const int Limit = 500;

    public static string Of(ImapResponse response)
    {
        var words = response.Values.Count > 0 ? string.Join(' ', response.Values.Take(Limit).Select(Of)) : $"{response.State} {response.Words}".Trim();
        var line = string.Concat($"{response.Tag} {words}".Select(c => char.IsControl(c) ? '·' : c));
        return line.Length > Limit ? line[..Limit] + "…" : line;
    }

    private static string Of(ImapValue value) => value switch
    {
        { IsList: true } => $"({string.Join(' ', value.Items.Take(Limit).Select(Of))})",
        { IsStreamed: true } => "{…}",
        { Text: { } text } => text,
        _ => "NIL",
    };
}
