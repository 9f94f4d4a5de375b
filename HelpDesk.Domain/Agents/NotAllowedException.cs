namespace HelpDesk.Domain.Agents;

/// <summary>The actor lacks a permission. Mapped once: 403 in the API, a notice on screen.</summary>
/// <param name="missing">The permission that was asked for.</param>
public sealed class NotAllowedException(Permission missing) : Exception($"This needs the permission {missing}.")
{
    /// <summary>The permission that was asked for.</summary>
    public Permission Missing { get; } = missing;
}
