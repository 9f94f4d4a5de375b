using System.Globalization;
using System.Text.RegularExpressions;

namespace HelpDesk.Domain.Email;

/// <summary>
/// The signed plus-address that brings an answer back to its ticket: <c>support+t1042-&lt;26 letters&gt;@example.com</c>.
/// Whoever has it got it from us, or from somebody who did: it is a hint to the ticket, no proof of who writes.
/// </summary>
public static partial class ReplyToken
{
    /// <summary>RFC 5321 §4.5.3.1.1: what stands before the @ is at most 64 octets.</summary>
    private const int MaxLocalPart = 64;

    /// <summary>The address to be answered; the mailbox itself where its name leaves no room for a token.</summary>
    /// <param name="mailbox">The address that takes the answers in.</param>
    /// <param name="ticketNumber">The ticket's number, as people know it.</param>
    /// <param name="key">The installation's own.</param>
    public static string AddressFor(string mailbox, long ticketNumber, ReadOnlySpan<byte> key)
    {
        var at = mailbox.LastIndexOf('@');
        var local = string.Create(CultureInfo.InvariantCulture, $"{mailbox[..at]}+t{ticketNumber}-{MailSignature.Of(Signed(ticketNumber), key)}");
        return local.Length <= MaxLocalPart ? local + mailbox[at..] : mailbox;
    }

    /// <summary>Reads the ticket's number out of an address. False for an address without a token, and for a wrong one.</summary>
    public static bool TryRead(string address, ReadOnlySpan<byte> key, out long ticketNumber)
    {
        ticketNumber = 0;
        var match = Token().Match(address);
        return match.Success
            && long.TryParse(match.Groups["number"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out ticketNumber)
            && MailSignature.IsOf(Signed(ticketNumber), match.Groups["signature"].Value, key);
    }

    private static string Signed(long ticketNumber) => string.Create(CultureInfo.InvariantCulture, $"reply to t{ticketNumber}");

    [GeneratedRegex(@"\+[tT](?<number>[1-9][0-9]{0,17})-(?<signature>[a-zA-Z2-7]{26})@[^@]*\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Token();
}
