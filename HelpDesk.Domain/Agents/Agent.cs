namespace HelpDesk.Domain.Agents;

/// <summary>Somebody who answers. One to one with the login: <see cref="Id"/> is the login's id.</summary>
public sealed class Agent
{
    private Agent()
    {
    }

    public Agent(long id, string name, string email, Role role, DateTimeOffset now)
    {
        Id = id;
        Name = name;
        Email = email;
        Role = role;
        CreatedAt = now;
        PresenceChangedAt = now;
    }

    public long Id { get; private set; }

    public string PublicId { get; private set; } = "";

    public string Name { get; private set; } = "";

    public string Email { get; private set; } = "";

    public Role Role { get; private set; }

    /// <summary>False once an administrator has disabled the agent: no sign-in, no assignment, open circuits end.</summary>
    public bool IsActive { get; private set; } = true;

    public Presence Presence { get; private set; }

    /// <summary>Set by the agent's own hand; automatic presence leaves it alone.</summary>
    public bool PresenceIsManual { get; private set; }

    public DateTimeOffset PresenceChangedAt { get; private set; }

    /// <summary>How many chats the agent may hold at once.</summary>
    public int ChatCapacity { get; private set; } = 4;

    /// <summary>How many open tickets the agent may hold; null for no limit.</summary>
    public int? TicketCapacity { get; private set; }

    /// <summary>Language of the workspace for this agent (en, es, fr); null follows the browser.</summary>
    public string? Language { get; private set; }

    /// <summary>IANA name; null follows the workspace.</summary>
    public string? TimeZone { get; private set; }

    /// <summary>What stands below the agent's mails, with variables; null leaves it to team and inbox.</summary>
    public string? Signature { get; private set; }

    /// <summary>True for an agent of a demo world.</summary>
    public bool IsSample { get; private set; }

    /// <summary>Sets what stands below the agent's mails; nothing but blanks is none.</summary>
    public void Sign(string? signature) => Signature = string.IsNullOrWhiteSpace(signature) ? null : signature.Trim();

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Renames, and changes language and zone.</summary>
    public void Describe(string name, string? language, string? timeZone)
    {
        Name = name;
        Language = language;
        TimeZone = timeZone;
    }

    public void ChangeRole(Role role) => Role = role;

    /// <summary>Disables or enables. Returns false when nothing changes.</summary>
    public bool SetActive(bool active, DateTimeOffset now)
    {
        if (IsActive == active)
        {
            return false;
        }

        IsActive = active;
        SetPresence(Presence.Offline, manual: false, now);
        return true;
    }

    /// <summary>
    /// Changes presence. An automatic change (<paramref name="manual"/> false) never lifts an agent out of a manual "away".
    /// Returns false when nothing changes.
    /// </summary>
    public bool SetPresence(Presence presence, bool manual, DateTimeOffset now)
    {
        var stays = !manual && PresenceIsManual && presence == Presence.Online && Presence == Presence.Away;
        if (stays || (Presence == presence && PresenceIsManual == manual))
        {
            return false;
        }

        Presence = presence;
        PresenceIsManual = manual;
        PresenceChangedAt = now;
        return true;
    }

    /// <summary>Marks an agent that belongs to a demo world.</summary>
    public void MarkSample() => IsSample = true;
}
