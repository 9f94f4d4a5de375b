namespace HelpDesk.Domain.Agents;

/// <summary>The two roles of a small team.</summary>
public enum Role
{
    Agent,
    Administrator,
}

/// <summary>What each role may do.</summary>
public static class RolePermissions
{
    /// <summary>The permissions of the role.</summary>
    public static Permission Permissions(this Role role) => role switch
    {
        Role.Agent => Permission.Agent,
        Role.Administrator => Permission.Administrator,
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "Unknown role."),
    };
}
