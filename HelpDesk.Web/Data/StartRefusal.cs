namespace HelpDesk.Web.Data;

/// <summary>The program cannot start or a verb cannot run, and a person must do something. The message says what.</summary>
internal class StartRefusal(string message) : Exception(message);

/// <summary>Another process works in this data folder.</summary>
internal sealed class FolderInUse(string root) : StartRefusal($"Another helpdesk is using {root}. Stop it first, or choose another folder with --data.");
