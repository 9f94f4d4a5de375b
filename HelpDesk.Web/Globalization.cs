using System.Runtime.InteropServices;

namespace HelpDesk.Web;

/// <summary>
/// The runtime refuses to start on a Linux without libicu. One file must run everywhere: with ICU where it is installed,
/// with culture-neutral formats where it is not.
/// </summary>
internal static class Globalization
{
    // The range of majors in which the runtime itself looks.
    private const int NewestIcu = 100;
    private const int OldestIcu = 50;

    /// <summary>
    /// The first statement of the program. The switches are read once, when the first culture is touched, so nothing here
    /// may format, parse or compare by a culture.
    /// </summary>
    public static void FallBackWithoutIcu()
    {
        if (!OperatingSystem.IsLinux() || AppContext.TryGetSwitch("System.Globalization.Invariant", out _) || IcuIsInstalled())
        {
            return;
        }

        AppContext.SetSwitch("System.Globalization.Invariant", true);
        // Spanish and French must still be cultures that can be named, though they format like the invariant one.
        AppContext.SetSwitch("System.Globalization.PredefinedCulturesOnly", false);
    }

    private static bool IcuIsInstalled()
    {
        for (var major = NewestIcu; major >= OldestIcu; major--)
        {
            if (NativeLibrary.TryLoad("libicuuc.so." + major.ToString((IFormatProvider?)null), out _))
            {
                return true;
            }
        }

        return false;
    }
}
