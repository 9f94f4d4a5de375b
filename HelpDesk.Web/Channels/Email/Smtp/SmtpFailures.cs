using System.Globalization;

namespace HelpDesk.Web.Channels.Email.Smtp;

/// <summary>What went wrong, so that it can be said in other languages too.</summary>
/// <param name="sentence">In English, with places {0}, {1}; screens translate by this text.</param>
/// <param name="arguments">What stands in the places: names, numbers, the server's own words.</param>
internal sealed class SmtpWords(string sentence, params object[] arguments)
{
    public string Sentence { get; } = sentence;

    public object[] Arguments { get; } = arguments;

    /// <summary>In English.</summary>
    public override string ToString() => Arguments.Length == 0 ? Sentence : string.Format(CultureInfo.InvariantCulture, Sentence, Arguments);
}

/// <summary>Something went wrong with a mail server. The kind says what the caller must do.</summary>
/// <param name="words">What happened.</param>
/// <param name="hint">What to do; empty where that is plain.</param>
/// <param name="cause">What the network said.</param>
internal abstract class SmtpException(SmtpWords words, string hint = "", Exception? cause = null) : Exception($"{words} {hint}".TrimEnd(), cause)
{
    public SmtpWords Words { get; } = words;

    public string Hint { get; } = hint;
}

/// <summary>
/// The server answered no to a command. The connection is still good; whether to try again is in the reply.
/// </summary>
internal sealed class SmtpReplyException(SmtpReply reply) : SmtpException(new SmtpWords("{0}", reply))
{
    public SmtpReply Reply { get; } = reply;
}

/// <summary>
/// The connection broke, timed out or carried nonsense: it is to be thrown away, and the mail tried again over a new one.
/// </summary>
/// <param name="words">What happened.</param>
/// <param name="mayHaveLeft">The mail was handed over to its end and the answer is missing: it may have arrived.</param>
/// <param name="cause">What the network said.</param>
internal sealed class SmtpBrokenException(SmtpWords words, bool mayHaveLeft = false, Exception? cause = null) : SmtpException(words, cause: cause)
{
    public bool MayHaveLeft { get; } = mayHaveLeft;
}

/// <summary>
/// The server and our settings do not go together: a certificate, a password, a missing STARTTLS. The mail waits and is
/// tried again, but it is an administrator who has to act.
/// </summary>
/// <param name="words">What is wrong, in the server's words where it said something.</param>
/// <param name="hint">What to do.</param>
/// <param name="cause">What the network said.</param>
internal sealed class SmtpSetupException(SmtpWords words, string hint, Exception? cause = null) : SmtpException(words, hint, cause);

/// <summary>The mail itself cannot go through this server; trying again would not help.</summary>
internal sealed class SmtpUnfitException(string message) : SmtpException(new SmtpWords(message));
