namespace HelpDesk.Domain.Customers;

/// <summary>
/// A phone number as somebody types it. Whether it exists only a call tells; what cannot be one is refused (ITU-T E.164: up
/// to 15 digits).
/// </summary>
public static class PhoneNumber
{
    private const int MaxText = 40;
    private const int Least = 6;
    private const int Most = 15;
    private const string Between = " -./()\u00a0\u202f";

    /// <summary>Digits with a leading plus where the country was told (<c>+</c> or <c>00</c>), digits alone otherwise. False for anything else.</summary>
    public static bool TryNormalise(string? text, out string number)
    {
        number = "";
        var typed = (text ?? "").Trim();
        if (typed.Length is 0 or > MaxText)
        {
            return false;
        }

        var isWhole = typed[0] == '+';
        var rest = isWhole ? typed[1..] : typed;
        if (!rest.All(c => char.IsAsciiDigit(c) || Between.Contains(c, StringComparison.Ordinal)))
        {
            return false;
        }

        var digits = string.Concat(rest.Where(char.IsAsciiDigit));
        if (!isWhole && digits.StartsWith("00", StringComparison.Ordinal))
        {
            (isWhole, digits) = (true, digits[2..]);
        }

        number = isWhole ? $"+{digits}" : digits;
        return digits.Length is >= Least and <= Most && !(isWhole && digits[0] == '0');
    }
}
