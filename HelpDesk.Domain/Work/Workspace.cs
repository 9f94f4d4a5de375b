namespace HelpDesk.Domain.Work;

/// <summary>The one workspace of the installation.</summary>
public sealed class Workspace
{
    /// <summary>There is exactly one row.</summary>
    public const long TheId = 1;

    private Workspace()
    {
    }

    public Workspace(string name, string language, string timeZone)
    {
        Id = TheId;
        Name = name;
        Language = language;
        TimeZone = timeZone;
    }

    public long Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Two-letter language where nobody said otherwise (en, es, fr).</summary>
    public string Language { get; private set; } = "en";

    /// <summary>IANA name.</summary>
    public string TimeZone { get; private set; } = "UTC";

    /// <summary>Opening hours where neither inbox nor team has its own; null is always open.</summary>
    public long? CalendarId { get; private set; }

    public void Describe(string name, string language, string timeZone)
    {
        Name = name;
        Language = language;
        TimeZone = timeZone;
    }

    public void UseCalendar(long? calendarId) => CalendarId = calendarId;
}
