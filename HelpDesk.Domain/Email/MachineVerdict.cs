using HelpDesk.Domain.Tickets;

namespace HelpDesk.Domain.Email;

/// <summary>What kind of machine wrote a mail, if any, and how one knows.</summary>
/// <param name="Kind"><see cref="MachineKind.None"/> only when there is no sign at all.</param>
/// <param name="Signs">In the order found, each the strongest first, as agents may read them: "Auto-Submitted: auto-replied".</param>
/// <param name="IsLoop">The mail comes from a helpdesk like this one, or from one of its own addresses.</param>
public sealed record MachineVerdict(MachineKind Kind, IReadOnlyList<string> Signs, bool IsLoop)
{
    /// <summary>Every sign forbids automatic answers.</summary>
    public bool MayBeAnswered => Kind == MachineKind.None;
}
