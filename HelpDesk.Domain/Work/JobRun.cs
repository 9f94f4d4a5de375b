namespace HelpDesk.Domain.Work;

/// <summary>The last run of a recurring job, so that a restart does not forget it.</summary>
public sealed class JobRun
{
    private JobRun()
    {
    }

    public JobRun(string name) => Name = name;

    public string Name { get; private set; } = "";

    public DateTimeOffset EndedAt { get; private set; }

    public TimeSpan Took { get; private set; }

    /// <summary>Why it failed; null when it did not.</summary>
    public string? Error { get; private set; }

    public void End(TimeSpan took, string? error, DateTimeOffset now) => (Took, Error, EndedAt) = (took, error, now);
}
