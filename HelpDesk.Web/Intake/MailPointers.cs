using System.Text.RegularExpressions;
using HelpDesk.Domain.Email;
using HelpDesk.Web.Outbox;

namespace HelpDesk.Web.Intake;

/// <summary>A ticket that a mail names.</summary>
/// <param name="Hint">How.</param>
/// <param name="TicketNumber">Null where a foreign id names it.</param>
/// <param name="DeliveryId">The delivery that one of our ids names; null for other hints.</param>
/// <param name="ForeignId">An id that is not ours; null for other hints.</param>
internal sealed record MailPointer(ThreadHint Hint, long? TicketNumber, long? DeliveryId = null, string? ForeignId = null);

/// <summary>Reads out of a mail what it points at. A signature that does not fit is as good as none.</summary>
internal static partial class MailPointers
{
    private const int MaxIds = 100;
    private const int MaxText = 200_000;
    private const int MaxInText = 20;

    public static List<MailPointer> Of(InboundMail mail, MessageIds ids)
    {
        var answered = mail.InReplyTo.Take(MaxIds).ToList();
        var earlier = mail.References.Reverse().Take(MaxIds).ToList();
        return
        [
            .. mail.Recipients.SelectMany(address => OfAddress(address, ThreadHint.ReplyAddress, ids)),
            .. answered.SelectMany(id => OfId(id, ThreadHint.InReplyTo, ids)),
            .. earlier.SelectMany(id => OfId(id, ThreadHint.References, ids)),
            .. answered.Concat(earlier).Distinct().Where(id => !ids.TryRead(id, out _, out _)).Select(id => new MailPointer(ThreadHint.ForeignId, null, ForeignId: id)),
            .. InText(mail.Content.QuotedText).Concat(InText(mail.Content.Text)).SelectMany(address => OfAddress(address, ThreadHint.QuotedAddress, ids)),
            .. SubjectLine.TicketNumber(mail.Subject) is { } number ? [new MailPointer(ThreadHint.Subject, number)] : Array.Empty<MailPointer>(),
        ];
    }

    private static IEnumerable<MailPointer> OfAddress(string address, ThreadHint hint, MessageIds ids) =>
        ids.TryReadReplyAddress(address, out var number) ? [new MailPointer(hint, number)] : [];

    private static IEnumerable<MailPointer> OfId(string id, ThreadHint hint, MessageIds ids) =>
        ids.TryRead(id, out var number, out var delivery) ? [new MailPointer(hint, number, delivery)] : [];

    private static IEnumerable<string> InText(string? text) =>
        text is null ? [] : ReplyAddress().Matches(text[..Math.Min(text.Length, MaxText)]).Take(MaxInText).Select(match => match.Value);

    [GeneratedRegex(@"\+[tT][1-9][0-9]{0,17}-[a-zA-Z2-7]{26}@[a-zA-Z0-9.-]{1,255}", RegexOptions.NonBacktracking)]
    private static partial Regex ReplyAddress();
}
