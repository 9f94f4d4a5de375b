namespace HelpDesk.Domain.Tickets;

/// <summary>What an agent may put into a message beside its text.</summary>
public static class ContentRules
{
    /// <summary>Most answers to choose from.</summary>
    public const int MaxReplies = 10;

    /// <summary>Longest answer to choose from, in characters.</summary>
    public const int MaxReply = 80;

    /// <summary>Most cards of one message.</summary>
    public const int MaxCards = 10;

    private const int MaxTitle = 200;
    private const int MaxText = 1_000;
    private const int MaxLink = 1_000;

    /// <summary>Refuses what no customer could read or answer, and links that lead anywhere but to a web page.</summary>
    /// <exception cref="RuleException">Something is missing, too long or too much (<c>content</c>, <c>form</c>).</exception>
    public static void Ensure(MessageContent content)
    {
        var kinds = (content.QuickReplies.Count > 0 ? 1 : 0) + (content.Cards.Count > 0 ? 1 : 0) + (content.Form is null ? 0 : 1);
        if (kinds != 1)
        {
            throw new RuleException("content", "A message carries either quick replies, or cards, or a form.");
        }

        if (content.QuickReplies.Count > MaxReplies || content.QuickReplies.Distinct(StringComparer.Ordinal).Count() != content.QuickReplies.Count
            || !content.QuickReplies.All(reply => IsLine(reply, MaxReply)))
        {
            throw new RuleException("content", "Quick replies are up to {0} different answers of up to {1} characters.", MaxReplies, MaxReply);
        }

        if (content.Cards.Count > MaxCards || !content.Cards.All(IsSound))
        {
            throw new RuleException("content", "Cards are up to {0}, each with a title; their links begin with https:// or http://.", MaxCards);
        }

        if (content.Form is { } form)
        {
            if (!IsLine(form.Title, MaxTitle))
            {
                throw new RuleException("form", "A form needs a title.");
            }

            FormRules.Ensure(form.Fields);
        }
    }

    private static bool IsSound(MessageCard card) =>
        IsLine(card.Title, MaxTitle) && card.Text.Length <= MaxText && (card.LinkLabel is null || card.LinkLabel.Length <= MaxReply)
        && (card.Link is null || (card.Link.Length <= MaxLink && Uri.TryCreate(card.Link, UriKind.Absolute, out var link) && link.Scheme is "https" or "http"));

    private static bool IsLine(string text, int limit) => text.Trim().Length > 0 && text.Length <= limit && !text.Any(char.IsControl);
}
