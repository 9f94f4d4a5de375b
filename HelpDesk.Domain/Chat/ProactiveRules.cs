namespace HelpDesk.Domain.Chat;

/// <summary>What a proactive message may be, and when the desk lets it be shown. What happens on the page, the page judges.</summary>
public static class ProactiveRules
{
    /// <summary>Most messages of one chat.</summary>
    public const int MaxCount = 10;

    /// <summary>Longest text, in characters.</summary>
    public const int MaxText = 200;

    /// <summary>Longest name it is said in, in characters.</summary>
    public const int MaxFrom = 60;

    /// <summary>Longest pattern of addresses, in characters.</summary>
    public const int MaxPages = 200;

    /// <summary>Longest time on a page that is waited for.</summary>
    public const int MaxSeconds = 3_600;

    /// <summary>Whether the chat is staffed as the message wants it.</summary>
    public static bool IsDue(ProactiveMessage message, AvailabilityState state) => message.When switch
    {
        ProactiveWhen.Always => true,
        ProactiveWhen.Open => state != AvailabilityState.Closed,
        ProactiveWhen.Online => state == AvailabilityState.Online,
        _ => false,
    };

    /// <summary>Refuses what could not be shown. The code of a refusal is the field, with the message's place from 1.</summary>
    /// <exception cref="RuleException">One is not in order (<c>say-1</c>, <c>from-1</c>, <c>pages-1</c>, <c>after-1</c>, <c>scrolled-1</c>), or there are too many (<c>proactive</c>).</exception>
    public static void Ensure(IReadOnlyList<ProactiveMessage> messages)
    {
        if (messages.Count > MaxCount)
        {
            throw new RuleException("proactive", "A chat has at most {0} such messages.", MaxCount);
        }

        for (var place = 1; place <= messages.Count; place++)
        {
            Ensure(messages[place - 1], place);
        }
    }

    private static void Ensure(ProactiveMessage message, int place)
    {
        EnsureLine("say", place, message.Text, MaxText);
        EnsureLine("from", place, message.From, MaxFrom);
        EnsureLine("pages", place, message.Pages, MaxPages);
        if (message.Text.Length == 0)
        {
            throw new RuleException($"say-{place}", "Write what it says.");
        }

        if (message.AfterSeconds is < 0 or > MaxSeconds)
        {
            throw new RuleException($"after-{place}", "From 0 to {0} seconds.", MaxSeconds);
        }

        if (message.ScrolledPercent is < 0 or > 100)
        {
            throw new RuleException($"scrolled-{place}", "From 0 to 100.");
        }
    }

    private static void EnsureLine(string field, int place, string? text, int most)
    {
        if (text?.Length > most)
        {
            throw new RuleException($"{field}-{place}", "At most {0} characters fit here.", most);
        }

        if (text?.Any(char.IsControl) == true)
        {
            throw new RuleException($"{field}-{place}", "This takes one line of text.");
        }
    }
}
