using System.Text;

namespace HelpDesk.Web.Channels.Email.Imap;

/// <summary>One thing the server says (RFC 9051 §7).</summary>
internal sealed record ImapResponse
{
    private static readonly string[] States = ["OK", "NO", "BAD", "BYE", "PREAUTH"];

    private static readonly string[] PatienceCodes = ["UNAVAILABLE", "INUSE", "LIMIT", "SERVERBUG", "THROTTLED", "OVERQUOTA"];

    private static readonly string[] PatienceWords =
        ["too many", "rate limit", "limit hit", "bandwidth limits", "try again", "temporar", "unavailable", "throttl", "busy"];

    /// <summary>Ours when it ends a command, <c>*</c> when it comes by itself, <c>+</c> when it asks us to go on.</summary>
    public required string Tag { get; init; }

    /// <summary>OK, NO, BAD, BYE or PREAUTH; empty where it is data.</summary>
    public string State { get; init; } = "";

    /// <summary>What stands in brackets, such as <c>UIDVALIDITY 17</c>; empty where there is none.</summary>
    public string Code { get; init; } = "";

    /// <summary>Words for people, without control characters.</summary>
    public string Words { get; init; } = "";

    /// <summary>The data; empty for a state.</summary>
    public IReadOnlyList<ImapValue> Values { get; init; } = [];

    /// <summary>A refusal or farewell that only asks for patience (RFC 5530, and what servers say without a code).</summary>
    public bool AsksForPatience =>
        Array.Exists(PatienceCodes, Says) || Array.Exists(PatienceWords, word => Words.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>The kind of data, upper case: FETCH of <c>* 5 FETCH (…)</c>; empty for a state.</summary>
    public string Kind => (Values is [{ Number: not null }, var named, ..] ? named : Values is [var first, ..] ? first : null)?.Text?.ToUpperInvariant() ?? "";

    /// <summary>Reads everything but data; null when the line is data.</summary>
    public static ImapResponse? OfState(ReadOnlySpan<byte> line)
    {
        var (tag, rest) = Split(Encoding.UTF8.GetString(line));
        if (tag == "+")
        {
            return new ImapResponse { Tag = tag, Words = Clean(rest) };
        }

        var (state, words) = Split(rest);
        if (Array.Find(States, known => known.Equals(state, StringComparison.OrdinalIgnoreCase)) is not { } found)
        {
            return null;
        }

        var close = words.StartsWith('[') ? words.IndexOf(']', StringComparison.Ordinal) : -1;
        return new ImapResponse { Tag = tag, State = found, Code = close > 0 ? words[1..close] : "", Words = Clean(words) };
    }

    /// <summary>True when the code begins with this word.</summary>
    public bool Says(string code) => Split(Code).Word.Equals(code, StringComparison.OrdinalIgnoreCase);

    /// <summary>What the code says after its first word.</summary>
    public string CodeValue => Split(Code).After;

    private static (string Word, string After) Split(string text) =>
        text.IndexOf(' ', StringComparison.Ordinal) is var space and >= 0 ? (text[..space], text[(space + 1)..]) : (text, "");

    private static string Clean(string words) => string.Concat(words.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
}
