using System.Runtime.InteropServices;
using HelpDesk.Web.Data;

namespace HelpDesk.Web.Cli;

/// <summary>What the program needs of the machine it runs on.</summary>
internal static class Machine
{
    private const long DiskFloor = 500L << 20;

    private static readonly Check Pass = new("pass");

    /// <summary>Where the native library of the single file unpacks itself before anything else runs.</summary>
    public static string ExtractionFolder =>
        Environment.GetEnvironmentVariable("DOTNET_BUNDLE_EXTRACT_BASE_DIR") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".net");

    public static Check Icu() => AppContext.TryGetSwitch("System.Globalization.Invariant", out var invariant) && invariant
        ? new Check("warn", "libicu is not installed: dates and numbers are written the same in every language")
        : Pass;

    public static Check Zones() => TimeZoneInfo.TryFindSystemTimeZoneById("Europe/Madrid", out _)
        ? Pass
        : new Check("fail", "tzdata is not installed: opening hours need named time zones");

    public static Check Ssl() => !OperatingSystem.IsLinux() || NativeLibrary.TryLoad("libssl.so.3", out _) || NativeLibrary.TryLoad("libssl.so.1.1", out _)
        ? Pass
        : new Check("fail", "libssl is not installed: mail and https need it");

    public static Check Disk(string folder) => new DriveInfo(folder).AvailableFreeSpace < DiskFloor
        ? new Check("fail", "less than 500 MB are free")
        : Readiness.Disk(folder);

    /// <param name="otherwise">What it is when it cannot be written: warn or fail.</param>
    public static Check Writable(string path, string otherwise)
    {
        try
        {
            var probe = Path.Combine(Directory.CreateDirectory(path).FullName, $".probe-{Environment.ProcessId}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return new Check("pass", path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new Check(otherwise, $"{path} cannot be written: {failure.Message}");
        }
    }
}
