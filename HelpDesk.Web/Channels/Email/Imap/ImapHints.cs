using HelpDesk.Web.Ui.Texts;

namespace HelpDesk.Web.Channels.Email.Imap;

/// <summary>What a person can do about a trouble, in a sentence.</summary>
internal static class ImapHints
{
    /// <summary>What was written down in English, in the reader's language. The server's own words stay as they are.</summary>
    public static string Translate(string written, Texts texts)
    {
        var english = Texts.In("en");
        foreach (var trouble in Enum.GetValues<ImapTrouble>())
        {
            if (Of(trouble, english) is var sentence && written.StartsWith(sentence, StringComparison.Ordinal))
            {
                return Of(trouble, texts) + written[sentence.Length..];
            }
        }

        return written;
    }

    public static string Of(ImapTrouble trouble, Texts texts) => trouble switch
    {
        ImapTrouble.HostUnknown => texts["Nobody knows this mail server: check its name."],
        ImapTrouble.NoConnection => texts["The mail server does not answer: check its name and port, and whether a firewall is in between."],
        ImapTrouble.Certificate => texts["The mail server's certificate does not hold: use the name it was issued for, or renew it."],
        ImapTrouble.NoTls => texts["The mail server does not offer this kind of protection: try the other one, with its own port (TLS 993, STARTTLS 143)."],
        ImapTrouble.NoWayToSignIn => texts["The mail server offers no way to sign in with what is set: it may want an access token or another kind of protection."],
        ImapTrouble.SecretLost => texts["The mailbox's password was stored with other keys than this data folder holds: enter it again."],
        ImapTrouble.SignInRefused => texts["The mail server refuses user and password: many providers want a password made for this program."],
        ImapTrouble.NoFolder => texts["The mailbox has no such folder: choose one of those it lists."],
        ImapTrouble.Busy => texts["The mail server asks for patience: it is tried again by itself."],
        ImapTrouble.SaidBye => texts["The mail server ended the conversation: it is tried again by itself."],
        ImapTrouble.Closed => texts["The connection to the mail server broke: it is tried again by itself."],
        ImapTrouble.Silent => texts["The mail server stopped answering: it is tried again by itself."],
        ImapTrouble.Garbled => texts["The mail server says what we cannot read: it is tried again by itself."],
        ImapTrouble.Refused => texts["The mail server refused what it was asked: it is tried again by itself."],
        ImapTrouble.TooLarge => texts["A message is larger than we take: its head is kept and it stays on the server."],
    };
}
