using System.Globalization;
using System.Text.RegularExpressions;

namespace HelpDesk.Domain.Email;

/// <summary>
/// The Message-ID of our mails: <c>t1042.d8817.&lt;26 letters&gt;@example.com</c>, without its angle brackets. Ticket and
/// delivery are signed; the domain is not, because an installation may change it.
/// </summary>
public static partial class SignedMessageId
{
    /// <param name="ticketNumber">The ticket's number, as people know it.</param>
    /// <param name="deliveryId">The first delivery that leaves with this mail.</param>
    /// <param name="domain">The domain of the sender's address.</param>
    /// <param name="key">The installation's own.</param>
    public static string For(long ticketNumber, long deliveryId, string domain, ReadOnlySpan<byte> key)
    {
        var signed = Signed(ticketNumber, deliveryId);
        return $"{signed}.{MailSignature.Of(signed, key)}@{domain}";
    }

    /// <summary>Reads an id as it stands in In-Reply-To or References. False for another's id, and for a forged one.</summary>
    /// <param name="messageId">Without its angle brackets.</param>
    /// <param name="key">The installation's own.</param>
    /// <param name="ticketNumber">The ticket that the mail was about.</param>
    /// <param name="deliveryId">The first delivery that left with it.</param>
    public static bool TryRead(string messageId, ReadOnlySpan<byte> key, out long ticketNumber, out long deliveryId)
    {
        deliveryId = 0;
        var match = Form().Match(messageId);
        return TryNumber(match.Groups["ticket"], out ticketNumber)
            && TryNumber(match.Groups["delivery"], out deliveryId)
            && MailSignature.IsOf(Signed(ticketNumber, deliveryId), match.Groups["signature"].Value, key);
    }

    private static bool TryNumber(Group digits, out long number) =>
        long.TryParse(digits.Value, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static string Signed(long ticketNumber, long deliveryId) =>
        string.Create(CultureInfo.InvariantCulture, $"t{ticketNumber}.d{deliveryId}");

    [GeneratedRegex(@"\A[tT](?<ticket>[1-9][0-9]{0,17})\.[dD](?<delivery>[1-9][0-9]{0,17})\.(?<signature>[a-zA-Z2-7]{26})@", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
