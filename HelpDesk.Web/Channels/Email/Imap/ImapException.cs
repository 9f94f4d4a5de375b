using HelpDesk.Web.Ui.Texts;

namespace HelpDesk.Web.Channels.Email.Imap;

/// <summary>What went wrong with a mailbox.</summary>
internal enum ImapTrouble
{
    /// <summary>Nobody knows the host's name.</summary>
    HostUnknown,

    /// <summary>The host does not answer on that port.</summary>
    NoConnection,

    /// <summary>The server's certificate does not hold.</summary>
    Certificate,

    /// <summary>The server does not offer the protection that was asked for, or cannot agree on it.</summary>
    NoTls,

    /// <summary>The server offers no way to sign in that we know.</summary>
    NoWayToSignIn,

    /// <summary>The password cannot be read any more: it was protected with keys that are gone.</summary>
    SecretLost,

    /// <summary>User or secret are wrong.</summary>
    SignInRefused,

    /// <summary>The server has no such folder, or not for this user.</summary>
    NoFolder,

    /// <summary>The server asks for patience: too many connections, throttled, under repair.</summary>
    Busy,

    /// <summary>The server said good-bye.</summary>
    SaidBye,

    /// <summary>The connection ended in the middle.</summary>
    Closed,

    /// <summary>The server owes us an answer and says nothing.</summary>
    Silent,

    /// <summary>What the server says makes no sense, or it makes none of what we say.</summary>
    Garbled,

    /// <summary>The server refused a command.</summary>
    Refused,

    /// <summary>A message is larger than we take.</summary>
    TooLarge,
}

/// <summary>What is to be done about it.</summary>
internal enum ImapRemedy
{
    /// <summary>Connect again, soon.</summary>
    Reconnect,

    /// <summary>Leave the server in peace for a while.</summary>
    RetryLater,

    /// <summary>It will not work until a person changes something.</summary>
    TellAdministrator,
}

/// <summary>A mailbox could not be read. The message says why in a sentence for people and in the server's words.</summary>
internal sealed class ImapException : Exception
{
    public ImapException(ImapTrouble trouble, string words, Exception? cause = null)
        : base(words.Length == 0 ? Sentence(trouble) : $"{Sentence(trouble)} ({words})", cause)
    {
        Trouble = trouble;
        Words = words;
    }

    public ImapTrouble Trouble { get; }

    /// <summary>What the server, or the machine, said; may be empty.</summary>
    public string Words { get; }

    public ImapRemedy Remedy => Trouble switch
    {
        ImapTrouble.HostUnknown or ImapTrouble.Certificate or ImapTrouble.NoTls or ImapTrouble.NoWayToSignIn
            or ImapTrouble.SecretLost or ImapTrouble.SignInRefused or ImapTrouble.NoFolder => ImapRemedy.TellAdministrator,
        ImapTrouble.NoConnection or ImapTrouble.Busy or ImapTrouble.Refused => ImapRemedy.RetryLater,
        ImapTrouble.SaidBye or ImapTrouble.Closed or ImapTrouble.Silent or ImapTrouble.Garbled or ImapTrouble.TooLarge => ImapRemedy.Reconnect,
    };

    private static string Sentence(ImapTrouble trouble) => ImapHints.Of(trouble, Texts.In("en"));
}
