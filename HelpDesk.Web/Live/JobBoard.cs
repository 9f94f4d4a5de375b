using System.Collections.Concurrent;

namespace HelpDesk.Web.Live;

/// <summary>One recurring job as administrators see it.</summary>
/// <param name="Name">Its stable name.</param>
/// <param name="Title">What it does: an English sentence that screens translate.</param>
internal sealed record RecurringJob(string Name, string Title)
{
    public DateTimeOffset? NextAt { get; init; }

    public DateTimeOffset? LastAt { get; init; }

    public TimeSpan? Took { get; init; }

    /// <summary>Why the last run failed; null when it did not.</summary>
    public string? Error { get; init; }

    public bool IsRunning { get; init; }
}

/// <summary>Where the scheduler writes what it does, and where people ask it to run something now.</summary>
internal sealed class JobBoard
{
    private readonly ConcurrentDictionary<string, RecurringJob> jobs = new(StringComparer.Ordinal);

    /// <summary>Somebody wants this job to run now.</summary>
    public event Action<string>? Asked;

    public IReadOnlyList<RecurringJob> Jobs => [.. jobs.Values.OrderBy(job => job.Name, StringComparer.Ordinal)];

    public void Put(RecurringJob job) => jobs[job.Name] = job;

    public RecurringJob? Find(string name) => jobs.GetValueOrDefault(name);

    /// <summary>Returns false when there is no such job.</summary>
    public bool Ask(string name)
    {
        if (!jobs.ContainsKey(name))
        {
            return false;
        }

        Asked?.Invoke(name);
        return true;
    }
}
