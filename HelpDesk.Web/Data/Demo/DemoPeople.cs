using HelpDesk.Domain.Tickets;

namespace HelpDesk.Web.Data.Demo;

/// <summary>Deals out who writes about what: everybody at least once, every story of a language before one comes again.</summary>
internal sealed class DemoPeople
{
    private static readonly string[] Languages = ["es", "fr", "en", "es", "en", "es", "fr", "en"];

    private readonly Dictionary<string, Deck<DemoPerson>> people;
    private readonly Dictionary<string, Deck<DemoStory>> stories;
    private int turn;

    public DemoPeople(Random random)
    {
        people = DemoPerson.Read().GroupBy(person => person.Language).ToDictionary(
            group => group.Key, group => new Deck<DemoPerson>(random, [.. group]), StringComparer.Ordinal);
        stories = people.Keys.ToDictionary(language => language, language => new Deck<DemoStory>(random, Told(language)), StringComparer.Ordinal);
    }

    /// <summary>Somebody and a story that suits them.</summary>
    /// <param name="channel">Null for any.</param>
    /// <param name="priority">Null for any.</param>
    /// <param name="mailable">Only somebody whose address is known, whatever the channel.</param>
    public (DemoPerson Person, DemoStory Story) Next(Channel? channel, Priority? priority, bool mailable)
    {
        var language = Languages[turn++ % Languages.Length];
        var story = stories[language].Take(story => (channel ?? story.Channel) == story.Channel
            && (priority ?? story.Priority) == story.Priority);
        var person = people[language].Take(person => (person.Company is not null || !story.NeedsCompany)
            && (person.Address is not null || (story.Channel == Channel.Chat && !mailable)));
        return (person, story);
    }

    /// <summary>The stories that are tickets of their own.</summary>
    private static DemoStory[] Told(string language) => [.. DemoStory.Read(language).Where(story => story.Team is "orders" or "technical")];

    /// <summary>Shuffled cards that come back only after all others.</summary>
    private sealed class Deck<T>(Random random, T[] all)
    {
        private readonly List<T> left = [];

        public T Take(Func<T, bool> suits)
        {
            var index = left.FindIndex(card => suits(card));
            if (index < 0)
            {
                var fresh = (T[])all.Clone();
                random.Shuffle(fresh);
                left.AddRange(fresh);
                index = left.FindIndex(card => suits(card));
            }

            var taken = left[index];
            left.RemoveAt(index);
            return taken;
        }
    }
}
