using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Migrations;

/// <summary>What the one writer asks of its context. See decision 0005.</summary>
public abstract partial class HelpDeskDb
{
    /// <summary>Makes this the context of the lane: its connection stays open from batch to batch.</summary>
    public virtual Task EnterLaneAsync(CancellationToken ct)
    {
        Database.AutoSavepointsEnabled = false;
        return Database.OpenConnectionAsync(ct);
    }

    /// <summary>Gives the connection back, before the context is another's.</summary>
    public virtual Task LeaveLaneAsync() => Database.CloseConnectionAsync();

    /// <summary>Waits, inside a transaction that has just begun, until no other process writes.</summary>
    public virtual Task TakeTurnAsync(CancellationToken ct) => Task.CompletedTask;
}
