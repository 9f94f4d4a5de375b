namespace HelpDesk.Web.Channels.Email.Smtp;

/// <summary>Something went wrong with a mail server. The kind says what the caller must do.</summary>
internal abstract class SmtpException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>
/// The server answered no to a command. The connection is still good; whether to try again is in the reply.
/// </summary>
internal sealed class SmtpReplyException(SmtpReply reply) : SmtpException(reply.ToString())
{
    public SmtpReply Reply { get; } = reply;
}

/// <summary>
/// The connection broke, timed out or carried nonsense: it is to be thrown away, and the mail tried again over a new one.
/// </summary>
/// <param name="message">What happened.</param>
/// <param name="mayHaveLeft">The mail was handed over to its end and the answer is missing: it may have arrived.</param>
/// <param name="cause">What the network said.</param>
internal sealed class SmtpBrokenException(string message, bool mayHaveLeft = false, Exception? cause = null) : SmtpException(message, cause)
{
    public bool MayHaveLeft { get; } = mayHaveLeft;
}

/// <summary>
/// The server and our settings do not go together: a certificate, a password, a missing STARTTLS. The mail waits and is
/// tried again, but it is an administrator who has to act.
/// </summary>
/// <param name="message">What is wrong, in the server's words where it said something.</param>
/// <param name="hint">What to do.</param>
/// <param name="cause">What the network said.</param>
internal sealed class SmtpSetupException(string message, string hint, Exception? cause = null) : SmtpException($"{message} {hint}", cause)
{
    public string Hint { get; } = hint;
}

/// <summary>The mail itself cannot go through this server; trying again would not help.</summary>
internal sealed class SmtpUnfitException(string message) : SmtpException(message);
