using System.Text.RegularExpressions;
using HelpDesk.Domain.Tickets;

namespace HelpDesk.Domain.Email;

/// <summary>Reads bounces that are only text: qmail, exim, Exchange, Gmail, Domino and many more.</summary>
internal static class BounceText
{
    private const int MaxText = 20_000;
    private const int MaxAbout = 1_500;
    private const int MaxDiagnostic = 500;

    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    private static readonly Regex Address = new(@"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9-]+(\.[a-z0-9-]+)+", Linear);

    // Where the mail that is given back begins.
    private static readonly Regex Returned = new(
        @"^[ \t]*(received: |return-path: |-{2,}[^\n]*(original|copy of|returned|below this line|unsent|header)|message headers? follow|original m(essage|ail)|the following is a copy)",
        Linear | RegexOptions.Multiline);

    private static readonly Regex Id = new(@"^[ \t>]*message-id:\s*<([^<>\s]{3,250})>", Linear | RegexOptions.Multiline);

    // Lines that repeat the head of the mail and name others than its recipients.
    private static readonly string[] Senders = ["message-id:", "from:", "mail from", "sender:", "reply-to:", "in-reply-to:", "cc:"];

    private static readonly string[] Delays = ["warning message only", "has been delayed", "is delayed", "not yet been delivered", "will be retried", "delay reason"];

    // How servers begin to say that something did not arrive.
    private static readonly string[] Signs =
    [
        "could not be delivered", "not be delivered", "couldn't be delivered", "wasn't able to deliver", "unable to deliver",
        "undeliverable", "undelivered", "delivery failed", "failed permanently", "has been delayed", "was rejected",
        "did not reach", "delivery has failed", "delivery failure", "permanent fatal errors", "transcript of session",
        "were unable to deliver", "error delivering", "trying to deliver", "attempting to deliver", "is delayed", "failure reasons",
        "unknown user", "delivery problems", "was not delivered", "recipients failed", "failed addresses", "returned mail",
        "не может быть доставлено", "送信できません", "送信に失敗", "no se pudo entregar", "n'a pas pu être remis", "nicht zugestellt",
        "not yet been delivered", "notificationtype\":\"bounce", "you are not a member",
        "permission to post", "as their mailbox is full", "group you tried", "duplicated message-id",
        "rejected by a remote mail server", "no such user", "invalid user address", "googlegroups", "groups.google",
        "aws notification", "did not like our",
    ];

    /// <summary>Empty when the mail is no bounce: people write of rejected mail too, so a machine must have written it.</summary>
    public static List<Bounce> Read(BounceMail mail)
    {
        var text = Report(mail.Text);
        if (!IsBounce(mail.Head, text))
        {
            return [];
        }

        var isDelayed = Array.Exists(Delays, sign => text.Contains(sign, StringComparison.OrdinalIgnoreCase));
        var addresses = Recipients(mail, text);
        return addresses.Count > 1
            ? [.. addresses.Select((address, at) => Of(address, About(text, address, addresses.ElementAtOrDefault(at + 1)), isDelayed))]
            : [Of(addresses.FirstOrDefault(""), text, isDelayed)];
    }

    /// <summary>
    /// What the text says from the line above the first that names the address to the line that names the next one; all of it
    /// where none does.
    /// </summary>
    public static string About(string text, string address, string? next = null)
    {
        var report = Report(text);
        var at = address.Length == 0 ? -1 : report.IndexOf(address, StringComparison.OrdinalIgnoreCase);
        var end = next is null || at < 0 ? -1 : report.IndexOf(next, at, StringComparison.OrdinalIgnoreCase);
        return Bounded(report[LineAbove(report, at)..(end < 0 ? report.Length : end)], MaxAbout);
    }

    /// <summary>The Message-ID of a mail that is given back as text; empty where there is none.</summary>
    public static string MessageId(string text) => Id.Match(Bounded(text, MaxText * 5)) is { Success: true } match ? match.Groups[1].Value : "";

    /// <summary>On one line and not long.</summary>
    public static string Short(string text)
    {
        var line = string.Join(' ', Bounded(text, MaxAbout).Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= MaxDiagnostic ? line : line[..(char.IsHighSurrogate(line[MaxDiagnostic - 1]) ? MaxDiagnostic - 1 : MaxDiagnostic)];
    }

    private static bool IsBounce(MailHead head, string text) =>
        MachineMail.Classify(head).Kind is not (MachineKind.None or MachineKind.OutOfOffice or MachineKind.Feedback)
        && (MachineWords.KindOfSubject(head.Subject) == MachineKind.Bounce || Array.Exists(Signs, sign => text.Contains(sign, StringComparison.OrdinalIgnoreCase)));

    private static int LineAbove(string report, int at)
    {
        var line = at <= 0 ? -1 : report.LastIndexOf('\n', at - 1);
        return line <= 0 ? 0 : report.LastIndexOf('\n', line - 1) + 1;
    }

    private static Bounce Of(string address, string words, bool isDelayed)
    {
        var code = BounceStatus.Find(words);
        return new Bounce(address, code, !isDelayed, BounceReasons.Of(code, words, isDelayed), Short(words));
    }

    // The server names them; else whom the text names, except who bounced it and who is told.
    private static List<string> Recipients(BounceMail mail, string text)
    {
        var named = BounceReport.Field(mail.Head.Fields, "X-Failed-Recipients");
        var source = named.Length > 0 ? named : string.Join('\n', text.Split('\n').Where(line => !Array.Exists(Senders, line.TrimStart(' ', '\t', '>').ToLowerInvariant().StartsWith)));
        var others = Others(mail);
        return [.. Address.Matches(source).Select(match => match.Value.Trim('.').ToLowerInvariant())
            .Where(address => !others.Contains(address) && MachineWords.KindOfSender(address.Split('@')[0]) is null).Distinct().Take(named.Length > 0 ? 100 : 10)];
    }

    private static HashSet<string> Others(BounceMail mail) =>
        [.. mail.Head.From.Select(from => from.Address.ToLowerInvariant()), .. Address.Matches(BounceReport.Field(mail.Head.Fields, "To")).Select(match => match.Value.ToLowerInvariant())];

    private static string Report(string text)
    {
        var bounded = Bounded(text, MaxText);
        return Returned.Match(bounded) is { Success: true, Index: > 0 } match ? bounded[..match.Index] : bounded;
    }

    private static string Bounded(string text, int length) => text.Length > length ? text[..length] : text;
}
