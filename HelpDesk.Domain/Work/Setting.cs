namespace HelpDesk.Domain.Work;

/// <summary>A setting changed on screen: for the whole workspace or, with an inbox, for that inbox alone.</summary>
public sealed class Setting
{
    private Setting()
    {
    }

    public Setting(string key, long? inboxId, string value)
    {
        Key = key;
        InboxId = inboxId;
        Value = value;
    }

    public long Id { get; private set; }

    /// <summary>As in configuration: <c>Chat:EndAfter</c>.</summary>
    public string Key { get; private set; } = "";

    public long? InboxId { get; private set; }

    public string Value { get; private set; } = "";

    public void Change(string value) => Value = value;
}
