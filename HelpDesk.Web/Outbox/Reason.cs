namespace HelpDesk.Web.Outbox;

/// <summary>A failure in one line that fits its column.</summary>
internal static class Reason
{
    private const int MaxLength = 500;

    public static string Of(Exception failure) => Of(failure.GetBaseException().Message);

    public static string Of(string message)
    {
        var text = message.ReplaceLineEndings(" ");
        return text.Length <= MaxLength ? text : text[..(char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength)];
    }
}
