using System.Globalization;
using HelpDesk.Domain;
using HelpDesk.Domain.Chat;
using HelpDesk.Web.Actions.Inboxes;
using HelpDesk.Web.Settings;

namespace HelpDesk.Web.Features.Widgets;

/// <summary>One duration as it stands in the form: a number of units.</summary>
internal sealed class TimeField
{
    /// <summary>What people count in, the largest last.</summary>
    public static readonly IReadOnlyList<(string Name, TimeSpan Length)> Units =
        [("seconds", TimeSpan.FromSeconds(1)), ("minutes", TimeSpan.FromMinutes(1)), ("hours", TimeSpan.FromHours(1)), ("days", TimeSpan.FromDays(1))];

    private TimeField()
    {
    }

    public required ChatTime Time { get; init; }

    /// <summary>What holds while the field is empty.</summary>
    public required TimeSpan Inherited { get; init; }

    /// <summary>The environment or the command line says it.</summary>
    public required bool IsFixed { get; init; }

    /// <summary>Empty inherits.</summary>
    public string Number { get; set; } = "";

    public string Unit { get; set; } = "minutes";

    public static TimeField Of(ChatTime time, TimeSpan? own, TimeSpan inherited, bool isFixed)
    {
        var (number, unit) = Count(own ?? inherited);
        return new TimeField { Time = time, Inherited = inherited, IsFixed = isFixed, Unit = unit, Number = own is null ? "" : number };
    }

    /// <summary>As many of the largest unit that fits without a rest.</summary>
    public static (string Number, string Unit) Count(TimeSpan span)
    {
        // The configuration may say half seconds, which the form does not: the next one then.
        span = TimeSpan.FromSeconds(Math.Ceiling(span.TotalSeconds));
        var (name, length) = Units.Last(unit => unit.Length <= span && span.Ticks % unit.Length.Ticks == 0);
        return ((span.Ticks / length.Ticks).ToString(CultureInfo.InvariantCulture), name);
    }

    /// <exception cref="RuleException">This is no number.</exception>
    public TimeSpan? Read()
    {
        if (string.IsNullOrWhiteSpace(Number))
        {
            return null;
        }

        return int.TryParse(Number.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count < 1_000_000
            ? count * Units.Single(unit => unit.Name == Unit).Length
            : throw new RuleException(Time.Field, "This takes a whole number, or nothing.");
    }
}

/// <summary>The durations of one inbox in its form.</summary>
internal sealed class TimesForm(IReadOnlyList<TimeField> fields)
{
    public IReadOnlyList<TimeField> Fields { get; } = fields;

    public static TimesForm Of(long inboxId, Policies policies, FixedSettings locked)
    {
        ChatPolicy inherited = policies.Inherited;
        return new TimesForm([.. ChatTime.All.Select(time => TimeField.Of(time, policies.OwnOf(inboxId, time.Key), time.Of(inherited), locked.Holds(time.Key)))]);
    }

    public ChatTimes Read() => new(Fields.ToDictionary(field => field.Time.Key, field => field.Read()));
}
