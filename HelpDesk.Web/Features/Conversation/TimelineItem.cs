using HelpDesk.Domain.Tickets;

namespace HelpDesk.Web.Features.Conversation;

/// <summary>One thing that stands in the timeline on screen.</summary>
public abstract record TimelineItem(string Key)
{
    /// <summary>Where a new day begins.</summary>
    public sealed record Day(DateTimeOffset At) : TimelineItem($"day-{At.UtcTicks}");

    /// <summary>Above the first message that this agent had not read on opening.</summary>
    public sealed record New() : TimelineItem("new");

    /// <summary>A message or note.</summary>
    /// <param name="Message">What was said.</param>
    /// <param name="IsRun">The same author goes on: name and time stand above the first only.</param>
    /// <param name="EndsRun">Delivery stands under the last only.</param>
    public sealed record Spoken(TimelineMessage Message, bool IsRun, bool EndsRun) : TimelineItem($"m-{Message.Seq}");

    /// <summary>Neighbouring events, folded.</summary>
    public sealed record Events(IReadOnlyList<TimelineMessage> Happened) : TimelineItem($"e-{Happened[0].Seq}");
}

/// <summary>Turns messages into what is shown: days, runs, folded events, the line above what is new.</summary>
internal static class TimelineBuilder
{
    private static readonly TimeSpan RunGap = TimeSpan.FromMinutes(5);

    /// <param name="messages">In the order of the timeline.</param>
    /// <param name="readSeq">Up to where this agent had read; null draws no line.</param>
    /// <param name="zone">Whose days.</param>
    public static List<TimelineItem> Build(IReadOnlyList<TimelineMessage> messages, int? readSeq, TimeZoneInfo zone)
    {
        var items = new List<TimelineItem>();
        DateTime? day = null;
        for (var at = 0; at < messages.Count; at++)
        {
            var message = messages[at];
            var local = TimeZoneInfo.ConvertTime(message.CreatedAt, zone).Date;
            if (day != local)
            {
                items.Add(new TimelineItem.Day(message.CreatedAt));
                day = local;
            }

            if (readSeq is { } read && message.Seq > read && IsForeign(message) && !items.Exists(item => item is TimelineItem.New))
            {
                items.Add(new TimelineItem.New());
            }

            Add(items, message, at + 1 < messages.Count ? messages[at + 1] : null);
        }

        return items;
    }

    private static void Add(List<TimelineItem> items, TimelineMessage message, TimelineMessage? next)
    {
        if (message.Kind != MessageKind.Activity)
        {
            var before = items[^1] is TimelineItem.Spoken spoken ? spoken.Message : null;
            items.Add(new TimelineItem.Spoken(message, before is not null && GoesOn(before, message), next is null || !GoesOn(message, next)));
        }
        else if (!AsksForUs(message) && items[^1] is TimelineItem.Events events && !AsksForUs(events.Happened[^1]))
        {
            items[^1] = new TimelineItem.Events([.. events.Happened, message]);
        }
        else
        {
            items.Add(new TimelineItem.Events([message]));
        }
    }

    // Stands by itself: nobody should have to unfold it.
    private static bool AsksForUs(TimelineMessage message) => message.Activity is { Type: ActivityType.TalkNowAsked or ActivityType.CallBackAsked };

    private static bool GoesOn(TimelineMessage one, TimelineMessage next) =>
        one.Kind == next.Kind && one.AuthorKind == next.AuthorKind && one.AuthorId == next.AuthorId && next.CreatedAt - one.CreatedAt < RunGap;

    private static bool IsForeign(TimelineMessage message) => message.Kind != MessageKind.Activity && message.AuthorKind != AuthorKind.System;
}
