using System.Globalization;
using System.Text.RegularExpressions;

namespace HelpDesk.Web.Channels.Email.Smtp;

/// <summary>
/// One answer of a mail server (RFC 5321 §4.2). What to do follows from the first digit alone; the rest is for people.
/// </summary>
internal sealed partial record SmtpReply(int Code, IReadOnlyList<string> Lines)
{
    /// <summary>What a column and a reader can take.</summary>
    private const int MaxText = 500;

    /// <summary>2xx: done.</summary>
    public bool IsDone => Code is >= 200 and < 300;

    /// <summary>3xx: go on.</summary>
    public bool IsHalfway => Code is >= 300 and < 400;

    /// <summary>4xx: not now.</summary>
    public bool IsTransient => Code is >= 400 and < 500;

    /// <summary>5xx: never like this.</summary>
    public bool IsPermanent => Code is >= 500 and < 600;

    /// <summary>The enhanced status code (RFC 3463), such as <c>5.1.1</c>; null where the server gives none that fits.</summary>
    public string? Status => StatusCode().Match(Lines[0]) is { Success: true } match && match.Value[0] == Code.ToString(CultureInfo.InvariantCulture)[0]
        ? match.Groups["status"].Value
        : null;

    /// <summary>The server's words in one line.</summary>
    public override string ToString()
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{Code} {string.Join(' ', Lines.Select(line => line.Trim()))}").TrimEnd();
        return text.Length <= MaxText ? text : text[..(char.IsHighSurrogate(text[MaxText - 1]) ? MaxText - 1 : MaxText)];
    }

    [GeneratedRegex(@"\A(?<status>[245]\.[0-9]{1,3}\.[0-9]{1,3})(?:[^0-9.]|\z)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex StatusCode();
}
