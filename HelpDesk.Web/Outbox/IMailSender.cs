namespace HelpDesk.Web.Outbox;

/// <summary>
/// The way out for mail. The outbox decides what leaves, when and under which id; a sender only brings it away.
/// </summary>
internal interface IMailSender
{
    /// <summary>True when a mail of this id is known to have left, so that it need not be sent again.</summary>
    bool HasLeft(string messageId);

    /// <summary>
    /// Returns what became of the mail, for each of its recipients. The same id again is the same mail. An exception says
    /// that it left for nobody and is to be tried again.
    /// </summary>
    /// <exception cref="MailRefusedException">It can never leave like this.</exception>
    Task<IReadOnlyList<MailOutcome>> SendAsync(OutgoingMail mail, CancellationToken ct);
}

/// <summary>Trying again would not help; a person must change something first.</summary>
internal sealed class MailRefusedException(string message) : Exception(message);

/// <summary>What became of a mail for one recipient.</summary>
internal enum MailFate
{
    Sent,

    /// <summary>Not now: it is tried again.</summary>
    Deferred,

    /// <summary>Handed over, but the answer is missing. It is tried again under the same id: a second copy is better than none.</summary>
    Unknown,

    /// <summary>Never like this.</summary>
    Refused,
}

/// <summary>What became of a mail for one recipient, and why.</summary>
/// <param name="Recipient">As the mail named them.</param>
/// <param name="Fate">What is to be done.</param>
/// <param name="Words">The server's words, or ours where it said nothing; null where no server was asked.</param>
/// <param name="Status">The enhanced status code (RFC 3463), such as <c>5.1.1</c>; null where there is none.</param>
/// <param name="IsSetup">Server and settings do not go together: trying again does not help until a person has acted.</param>
internal sealed record MailOutcome(string Recipient, MailFate Fate, string? Words = null, string? Status = null, bool IsSetup = false);
