using System.Globalization;

namespace HelpDesk.Domain.Email;

/// <summary>
/// The token of a link to one file of a mail: <c>&lt;file&gt;.&lt;instant&gt;.&lt;26 letters&gt;</c>. Whoever has it may read
/// this file until then, and learns nothing else.
/// </summary>
public static class FileLink
{
    /// <summary>How long a link opens its file.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    private const int MaxLength = 100;

    /// <param name="file">The file's public id.</param>
    /// <param name="until">When the link lapses, exact to the second.</param>
    /// <param name="key">The installation's own.</param>
    public static string For(string file, DateTimeOffset until, ReadOnlySpan<byte> key)
    {
        var named = string.Create(CultureInfo.InvariantCulture, $"{file}.{until.ToUnixTimeSeconds()}");
        return $"{named}.{MailSignature.Of(Signed(named), key)}";
    }

    /// <summary>Reads which file a token opens now. False for a wrong token, and for one that lapsed.</summary>
    public static bool TryRead(string token, DateTimeOffset now, ReadOnlySpan<byte> key, out string file)
    {
        file = "";
        if (token.Length > MaxLength || token.Split('.') is not [var named, var until, var signature]
            || !long.TryParse(until, NumberStyles.None, CultureInfo.InvariantCulture, out var instant)
            || !MailSignature.IsOf(Signed($"{named}.{until}"), signature, key))
        {
            return false;
        }

        file = named;
        return now.ToUnixTimeSeconds() < instant;
    }

    private static string Signed(string named) => $"file {named}";
}
