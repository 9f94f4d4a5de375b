using Microsoft.AspNetCore.Components;

namespace HelpDesk.Tests.Web.Lab;

/// <summary>An event of the lab's own, as a composer or a drop zone would raise it.</summary>
public sealed class LabPing : EventArgs
{
    public string Detail { get; set; } = "";
}

[EventHandler("onlabping", typeof(LabPing), enableStopPropagation: true, enablePreventDefault: true)]
public static class EventHandlers;
