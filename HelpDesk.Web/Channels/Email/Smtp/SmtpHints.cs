using HelpDesk.Web.Ui.Texts;

namespace HelpDesk.Web.Channels.Email.Smtp;

/// <summary>What went wrong with a mail server and what to do, for people to read.</summary>
internal static class SmtpHints
{
    public static string Of(SmtpException trouble, Texts texts) =>
        $"{texts[trouble.Words.Sentence, trouble.Words.Arguments]} {(trouble.Hint.Length > 0 ? texts[trouble.Hint] : null)}".TrimEnd();
}
