using HelpDesk.Domain.Tickets;

namespace HelpDesk.Domain.Email;

/// <summary>
/// When a mail no longer opens what was solved. Two machines that answer each other would otherwise open a ticket for ever:
/// one of them may do without any sign of being one, but it repeats itself.
/// </summary>
public static class Reopening
{
    /// <summary>So often within <see cref="Window"/> a mail of a machine opens a ticket again, or one that follows it up.</summary>
    public const int Most = 3;

    public static readonly TimeSpan Window = TimeSpan.FromHours(1);

    /// <summary>True when the mail is kept with the ticket and opens nothing.</summary>
    /// <param name="machine">What kind of machine wrote it, if any.</param>
    /// <param name="repeatsItself">It says to the letter what its sender said in this ticket before.</param>
    /// <param name="openings">How often customers' mails opened the ticket again, or a follow-up of it, within the last hour.</param>
    public static bool IsPingPong(MachineKind machine, bool repeatsItself, int openings) =>
        openings >= Most && (machine != MachineKind.None || repeatsItself);
}
