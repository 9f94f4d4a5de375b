namespace HelpDesk.Domain.Email;

/// <summary>
/// Numbers of tickets can be counted through. Whoever names one after the other that they have no part in gets tickets of
/// their own as everybody does, but they are no longer shown beside the ones they name.
/// </summary>
public static class SubjectGuesses
{
    /// <summary>Misses of one sender within <see cref="Window"/> that still pass for mistakes.</summary>
    public const int Most = 20;

    public static readonly TimeSpan Window = TimeSpan.FromHours(1);

    /// <param name="misses">How often the sender named a ticket of somebody else within the window, before this mail.</param>
    public static bool AreGuesses(int misses) => misses >= Most;
}
