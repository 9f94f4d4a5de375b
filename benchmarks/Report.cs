using System.Globalization;

namespace HelpDesk.Benchmarks;

/// <summary>The table, line by line as it becomes known.</summary>
internal static class Report
{
    public static void Head(string program) => Say($"HelpDesk benchmark · {program} · {Environment.ProcessorCount} processors · {Environment.OSVersion}");

    public static void Section(string title) => Say($"\n{title}");

    public static void Line(string what, string value, string more = "") => Say($"  {what,-52}{value,14}  {more}");

    public static void Rate(string what, double perSecond) => Line(what, Number(perSecond, "0"), "per second");

    /// <param name="milliseconds">Each sample.</param>
    public static void Distribution(string what, List<double> milliseconds)
    {
        milliseconds.Sort();
        string At(double share) => Number(milliseconds[(int)Math.Ceiling(share * milliseconds.Count) - 1], "0.0");
        Line(what, $"p50 {At(0.5)} ms", $"p95 {At(0.95)} ms · p99 {At(0.99)} ms · worst {At(1)} ms · {milliseconds.Count} samples");
    }

    public static string Megabytes(long bytes) => Number(bytes / 1024.0 / 1024.0, "0.0") + " MB";

    public static void Foot() => Say(
        """

        What is measured: one program as a child process on this machine, load and program sharing its processors. Delivery
        runs from the start of the POST until a second event stream of the same ticket has read the message; the agent's
        screen hears of it by the same live feed, but what its browser needs to paint is not in the number. A message counts
        when it is acknowledged, and it is acknowledged when it is on the disk. The bounds are of the same run: a server that
        does nothing, and a database that does nothing else.
        """);

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static void Say(string line) => Console.WriteLine(line);
}
