using HelpDesk.Domain.Agents;

namespace HelpDesk.Domain.Tickets;

/// <summary>One tag of one ticket.</summary>
public sealed class TicketTag
{
    /// <summary>Longest name of a tag, in characters.</summary>
    public const int MaxLength = 50;

    private TicketTag()
    {
    }

    internal TicketTag(string name) => Name = name;

    public long TicketId { get; private set; }

    /// <summary>In lower case.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Trims, lowers and cuts what was typed; empty when nothing is left.</summary>
    public static string Normalise(string text)
    {
        var name = text.Trim().ToLowerInvariant();
        return name.Length <= MaxLength ? name : name[..(char.IsHighSurrogate(name[MaxLength - 1]) ? MaxLength - 1 : MaxLength)];
    }
}

public sealed partial class Ticket
{
    private readonly List<TicketTag> tags = [];

    public IReadOnlyCollection<TicketTag> Tags => tags;

    /// <summary>Sets the tags; needs the present ones loaded. Returns false when they stay.</summary>
    public bool SetTags(IEnumerable<string> names, Actor who, DateTimeOffset now)
    {
        EnsureNotClosed();
        var wanted = names.Select(TicketTag.Normalise).Where(name => name.Length > 0).ToHashSet(StringComparer.Ordinal);
        var present = tags.Select(tag => tag.Name).ToHashSet(StringComparer.Ordinal);
        if (wanted.SetEquals(present))
        {
            return false;
        }

        tags.RemoveAll(tag => !wanted.Contains(tag.Name));
        tags.AddRange(wanted.Where(name => !present.Contains(name)).Select(name => new TicketTag(name)));
        Log(new Activity(ActivityType.TagsChanged, Listed(present), Listed(wanted)), who, now);
        return true;
    }

    private static string Listed(IEnumerable<string> names) => string.Join(", ", names.Order(StringComparer.Ordinal));
}
