using HelpDesk.Domain.Events;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Tests.Web.Api;

/// <summary>One row of a table of requests: what is asked, what comes back, and which events it leaves.</summary>
/// <param name="Name">A sentence.</param>
/// <param name="Method">The method.</param>
/// <param name="Url">Below <c>/api/v1</c>.</param>
/// <param name="Body">JSON; null for none.</param>
/// <param name="Status">The status expected.</param>
internal sealed record ApiScenario(string Name, string Method, string Url, string? Body, int Status)
{
    /// <summary>Parts of the answer.</summary>
    public string[] Content { get; init; } = [];

    /// <summary>What the answer must not contain.</summary>
    public string[] NotContent { get; init; } = [];

    /// <summary>The events that are left, in order; null when they do not matter.</summary>
    public EventType[]? Events { get; init; }

    public (string Name, string Value)[] Headers { get; init; } = [];

    /// <summary>Replaces names in braces by what the desk holds, asks and compares.</summary>
    public async Task RunAsync(ApiDesk desk, string token, params (string Name, string Value)[] names)
    {
        var before = await desk.ReadAsync(db => db.Events.MaxAsync(row => (long?)row.Id)) ?? 0;
        var answer = await desk.AskAsync(Method, "/api/v1" + Fill(Url, names), token, Body is null ? null : Fill(Body, names), Headers);

        answer.Status.ShouldBe(Status, $"{Name}: {answer.Text}");
        foreach (var part in Content)
        {
            answer.Text.ShouldContain(Fill(part, names), Case.Sensitive, Name);
        }

        foreach (var part in NotContent)
        {
            answer.Text.ShouldNotContain(Fill(part, names), Case.Sensitive, Name);
        }

        if (Status >= 400)
        {
            answer.MediaType.ShouldBe("application/problem+json", Name);
            answer.Json["traceId"]!.GetValue<string>().ShouldNotBeEmpty(Name);
            answer.Headers["Cache-Control"].ShouldContain("no-store", Case.Sensitive, Name);
        }

        if (Events is not null)
        {
            var left = await desk.ReadAsync(db => db.Events.Where(row => row.Id > before).OrderBy(row => row.Id).Select(row => row.Type).ToListAsync());
            left.ShouldBe(Events, ignoreOrder: false, Name);
        }
    }

    private static string Fill(string text, (string Name, string Value)[] names) =>
        names.Aggregate(text, (filled, pair) => filled.Replace($"<{pair.Name}>", pair.Value, StringComparison.Ordinal));
}
