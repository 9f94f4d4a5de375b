namespace HelpDesk.Web.Channels.Email;

/// <summary>One line of what was said between us and a mail server, to show it to an administrator.</summary>
/// <param name="FromServer">The server said it.</param>
/// <param name="Text">Without its line end; secrets are masked.</param>
public sealed record DialogueLine(bool FromServer, string Text);
