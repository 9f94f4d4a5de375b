using HelpDesk.Migrations;

namespace HelpDesk.Web.Data;

/// <summary>What waits in the queue: a work and whoever waits for its answer.</summary>
internal sealed partial class Writer
{
    private abstract class Work
    {
        public abstract Task RunAsync(HelpDeskDb db);

        public abstract void Succeed();

        public abstract void Fail(Exception failure);
    }

    private sealed class Work<T>(Func<HelpDeskDb, CancellationToken, Task<T>> run, CancellationToken ct) : Work
    {
        private readonly TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T result = default!;

        public Task<T> Answer => answer.Task;

        public override async Task RunAsync(HelpDeskDb db)
        {
            ct.ThrowIfCancellationRequested();
            result = await run(db, ct);
            await db.SaveChangesAsync(ct);
        }

        public override void Succeed() => answer.TrySetResult(result);

        public override void Fail(Exception failure) => answer.TrySetException(failure);
    }
}
