namespace HelpDesk.Domain.Email;

/// <summary>The text of a mail in two. Every line of it stands in exactly one of them, in its order.</summary>
/// <param name="Visible">What its author wrote, without empty lines around it.</param>
/// <param name="Quoted">What is folded away: quoted mails, who wrote them, signatures. Empty where there is nothing to fold.</param>
public sealed record SplitText(string Visible, string Quoted);
