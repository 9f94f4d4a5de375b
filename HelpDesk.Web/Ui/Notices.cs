using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
using HelpDesk.Web.Actions;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Ui;

/// <summary>A short message on this agent's screen.</summary>
/// <param name="Text">What happened, or what was refused.</param>
/// <param name="Undo">Takes it back; null where there is nothing to take back.</param>
internal sealed record Notice(string Text, Func<Task>? Undo = null)
{
    /// <summary>What stands in the text's places {0}, {1}.</summary>
    public IReadOnlyList<object> Arguments { get; init; } = [];

    /// <summary>The page of the record that is in the way; null where none is.</summary>
    public string? Href { get; init; }

    public static Notice Of(RuleException refused) => new(refused.Sentence)
    {
        Arguments = refused.Arguments,
        Href = refused.RecordId is { } id && id.StartsWith("cus_", StringComparison.Ordinal) ? $"/customers/{id}" : null,
    };
}

/// <summary>
/// What one agent's screen tells them: done with an offer to undo for 15 seconds, or refused with the reason. Nothing is
/// ever asked beforehand.
/// </summary>
internal sealed class Notices(TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Shown = TimeSpan.FromSeconds(15);

    private CancellationTokenSource? showing;

    public event Action? Changed;

    public Notice? Current { get; private set; }

    /// <summary>Runs an action; says what was done when it changed something, or why it was refused.</summary>
    public async Task RunAsync(Func<Task<bool>> action, string done, Func<Task<bool>>? undo = null)
    {
        if (await TryAsync(action))
        {
            Show(new Notice(done, undo is null ? null : () => TryAsync(undo)));
        }
    }

    public void Show(Notice? notice)
    {
        showing?.Cancel();
        showing?.Dispose();
        showing = null;
        Current = notice;
        Changed?.Invoke();
        if (notice is not null)
        {
            showing = new CancellationTokenSource();
            _ = HideAsync(notice, showing.Token);
        }
    }

    public void Dispose() => showing?.Dispose();

    private async Task<bool> TryAsync(Func<Task<bool>> action)
    {
        try
        {
            return await action();
        }
        catch (RuleException refused)
        {
            Show(Notice.Of(refused));
        }
        catch (Exception refused) when (refused is NotAllowedException or NotFoundException)
        {
            Show(new Notice(refused.Message));
        }
        catch (DbUpdateConcurrencyException)
        {
            Show(new Notice("Somebody else changed this at the same moment. Look again and repeat it if needed."));
        }

        return false;
    }

    private async Task HideAsync(Notice notice, CancellationToken ct)
    {
        await Task.Delay(Shown, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!ct.IsCancellationRequested && Current == notice)
        {
            Show(null);
        }
    }
}
