using System.Reflection;

namespace HelpDesk.Web.Data;

/// <summary>What this program calls itself.</summary>
internal static class ProgramVersion
{
    /// <summary>For example 0.1.0, without the mark of the commit.</summary>
    public static string Text { get; } =
        typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
