using System.Text.Json;
using HelpDesk.Domain.Email;
using HelpDesk.Tests.Support;
using HelpDesk.Web.Channels.Email;
using HelpDesk.Web.Channels.Email.Mime;
using Xunit.Abstractions;

namespace HelpDesk.Tests.Web.Channels.Email;

/// <summary>Real bounces of many servers, with the class that another reader of bounces gives them.</summary>
public sealed class BounceCorpusTests(ITestOutputHelper output)
{
    [CorpusFact]
    public void Nine_of_ten_real_bounces_are_understood()
    {
        var rows = MailCorpus.Expected("bounces.jsonl").Where(row => Name(row) is not null && row.GetProperty("class").ValueKind == JsonValueKind.Array).ToList();

        var missed = rows.Select(row => (Row: row, Report: Read(row))).Where(pair => !Fits(pair.Row, pair.Report)).ToList();

        output.WriteLine($"{rows.Count - missed.Count} of {rows.Count}; not:");
        missed.ForEach(pair => output.WriteLine($"{Name(pair.Row)} {pair.Row.GetProperty("class")} but {string.Join("; ", pair.Report?.Recipients ?? [])}"));
        missed.Count.ShouldBeLessThanOrEqualTo(rows.Count / 10);
    }

    [CorpusFact]
    public void Nine_of_ten_real_bounces_name_their_recipients()
    {
        var rows = MailCorpus.Expected("bounces.jsonl").Where(row => Name(row) is not null && Recipients(row).Count > 0).ToList();

        var missed = rows.Where(row => !Recipients(row).All(Read(row)?.Recipients.Select(bounce => bounce.Address).ToHashSet() is { } found ? found.Contains : _ => false)).ToList();

        output.WriteLine($"{rows.Count - missed.Count} of {rows.Count}; not: {string.Join(", ", missed.Select(Name))}");
        missed.Count.ShouldBeLessThanOrEqualTo(rows.Count / 10);
    }

    private static bool Fits(JsonElement row, BounceReport? report)
    {
        var expected = row.GetProperty("class").EnumerateArray().Select(name => name.GetString()).ToList();
        return report is null ? expected.Contains("not_a_bounce") : report.Recipients.Any(bounce => Classes(bounce).Any(expected.Contains));
    }

    private static IEnumerable<string> Classes(Bounce bounce)
    {
        yield return bounce.Reason switch
        {
            BounceReason.NoSuchAddress => "unknown_user",
            BounceReason.MailboxFull => "full",
            BounceReason.Refused => "policy",
            BounceReason.Fault => "transient",
            BounceReason.Other => bounce.IsPermanent ? "permanent" : "transient",
        };
        yield return bounce.IsPermanent ? "permanent" : "transient";
    }

    private static List<string> Recipients(JsonElement row) =>
    [
        .. row.GetProperty("expected").EnumerateArray().Where(expected => expected.TryGetProperty("recipients", out _))
            .SelectMany(expected => expected.GetProperty("recipients").EnumerateArray()).Select(recipient => recipient.GetString()!.ToLowerInvariant()),
    ];

    private static string? Name(JsonElement row) => row.GetProperty("input_file").GetString();

    private static BounceReport? Read(JsonElement row)
    {
        var mail = new MimeReader().Read(MailCorpus.Message(Name(row)!));
        return MailReading.BounceOf(mail, MailReading.HeadOf(mail, new HashSet<string>()));
    }
}
