using System.Collections.Concurrent;
using HelpDesk.Domain.Chat;

namespace HelpDesk.Web.Live;

/// <summary>
/// How soon each inbox answers, as it was last shown to customers: whoever was told to expect an answer within ten minutes
/// is not given up after five.
/// </summary>
internal sealed class ReplyTimes
{
    private readonly ConcurrentDictionary<long, ReplyEstimate> shown = new();

    /// <summary>Null while nothing was shown.</summary>
    public ReplyEstimate? Of(long inboxId) => shown.GetValueOrDefault(inboxId);

    public void Show(long inboxId, ReplyEstimate estimate) => shown[inboxId] = estimate;
}
