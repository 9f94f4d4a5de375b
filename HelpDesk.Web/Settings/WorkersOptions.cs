namespace HelpDesk.Web.Settings;

/// <summary>The section <c>Workers</c>.</summary>
internal sealed record WorkersOptions
{
    public const string Section = "Workers";

    /// <summary>How often due rows are looked for when none is known to fall due sooner.</summary>
    public TimeSpan Sweep { get; init; }
}
