using HelpDesk.Domain.Customers;

namespace HelpDesk.Domain.Email;

/// <summary>A mail that an answer could repeat below itself. Addresses are normalised.</summary>
/// <param name="Sender">Null where nobody is named, or several.</param>
/// <param name="Standing">What the sender is to the ticket.</param>
/// <param name="Hint">What led the mail to the ticket.</param>
/// <param name="Verdict">Of the receiving server.</param>
public sealed record QuotableMail(string? Sender, SenderStanding Standing, ThreadHint Hint, MailVerdict Verdict)
{
    public static QuotableMail Of(MailMeta mail) => new(SenderOf(mail.From), mail.Standing, mail.Hint, mail.Verdict);

    // As it was written down: an address, or a name and the address in brackets. A name may hold anything, brackets too.
    private static string? SenderOf(string? from)
    {
        var text = from ?? "";
        var open = text.EndsWith('>') ? text.LastIndexOf('<') : -1;
        return EmailAddress.TryNormalise(open < 0 ? text : text[(open + 1)..^1], out var address) ? address : null;
    }
}

/// <summary>
/// What a letter repeats of the mail that it answers. Whoever only says to be somebody could have us carry their words to
/// others, so those words go back to nobody but themselves.
/// </summary>
public static class LetterQuote
{
    /// <summary>A reader wants to be reminded; the whole of it lies in their own folder.</summary>
    public const int MaxLines = 40;

    public const int MaxCharacters = 4_000;

    private const string Cut = "[…]";

    /// <summary>True when everybody who gets the letter may read the mail below it.</summary>
    /// <param name="mail">The mail to be repeated.</param>
    /// <param name="proven">The addresses that the ticket's customer has proven.</param>
    /// <param name="recipients">All who get the letter, hidden copies too.</param>
    public static bool MayBeRead(QuotableMail mail, IReadOnlyCollection<string> proven, IReadOnlyCollection<string> recipients) => mail switch
    {
        { Sender: null } or { Verdict: MailVerdict.Fail } => false,
        { Standing: SenderStanding.Stranger or SenderStanding.Unknown or SenderStanding.Agent } => false,
        { Sender: { } sender } when proven.Contains(sender) => true,

        // An agent wrote to them or took them in, and what they answered nobody else can have made.
        { Standing: SenderStanding.Addressed or SenderStanding.Collaborator } when Threading.IsSigned(mail.Hint) => true,
        _ => recipients.Count > 0 && recipients.All(recipient => recipient == mail.Sender),
    };

    /// <summary>The lines to be repeated, without what is beyond the bounds; nothing where there is only white space.</summary>
    public static IReadOnlyList<string> Lines(string text)
    {
        var lines = new List<string>();
        var room = MaxCharacters;
        foreach (var line in text.Trim().ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()))
        {
            if (lines.Count == MaxLines || line.Length > room)
            {
                return [.. lines, .. Beginning(line, lines.Count == MaxLines ? 0 : room), Cut];
            }

            lines.Add(line);
            room -= line.Length + 1;
        }

        return lines is [""] ? [] : lines;
    }

    // Never half of a character that takes two places.
    private static IEnumerable<string> Beginning(string line, int room)
    {
        var length = Math.Clamp(room, 0, line.Length);
        length -= length > 0 && char.IsHighSurrogate(line[length - 1]) ? 1 : 0;
        return length > 0 ? [line[..length]] : [];
    }
}
