namespace HelpDesk.Domain.Email;

/// <summary>Reads the blocks of a delivery report, one per recipient (RFC 3464 §2.3).</summary>
internal static class BounceBlocks
{
    private static readonly string[] Good = ["deliver", "relay", "expand"];

    /// <summary>Null when there is no block about a recipient; empty when all is well.</summary>
    public static List<Bounce>? Read(BounceMail mail)
    {
        var blocks = mail.ReportBlocks.Where(IsRecipient).ToList();
        return blocks.Count == 0 ? null : [.. blocks.Where(IsBad).Select(block => Of(block, mail.Text))];
    }

    private static bool IsRecipient(IReadOnlyList<MailField> block) =>
        BounceReport.Field(block, "Final-Recipient").Length > 0 || BounceReport.Field(block, "Original-Recipient").Length > 0
        || BounceReport.Field(block, "Action").Length > 0 || BounceReport.Field(block, "X-Actual-Recipient").Length > 0;

    private static bool IsBad(IReadOnlyList<MailField> block)
    {
        var action = BounceReport.Field(block, "Action").ToLowerInvariant();
        return !Array.Exists(Good, word => action.StartsWith(word, StringComparison.Ordinal))
            && !BounceReport.Field(block, "Status").StartsWith("2.", StringComparison.Ordinal);
    }

    private static Bounce Of(IReadOnlyList<MailField> block, string text)
    {
        var status = BounceReport.Field(block, "Status");
        var diagnostic = OneLine(BounceReport.Field(block, "Diagnostic-Code"));
        var address = AddressOf(block);
        // A report whose words say nothing leaves them to the text above it.
        var words = diagnostic.Count(char.IsLetter) > 8 ? diagnostic : $"{diagnostic} {status} {BounceText.About(text, address)}";
        var code = BounceStatus.Best(status, diagnostic);
        var isDelayed = BounceReport.Field(block, "Action").StartsWith("delay", StringComparison.OrdinalIgnoreCase);
        return new Bounce(address, code, !isDelayed, BounceReasons.Of(code, words, isDelayed), BounceText.Short(diagnostic.Length > 0 ? diagnostic : words));
    }

    // The original one is whom we wrote to; the final one may be a name inside the other server.
    private static string AddressOf(IReadOnlyList<MailField> block)
    {
        foreach (var name in new[] { "Original-Recipient", "Final-Recipient", "X-Actual-Recipient" })
        {
            var value = BounceReport.Field(block, name);
            var address = value[(value.IndexOf(';', StringComparison.Ordinal) + 1)..].Trim(' ', '<', '>', '"').ToLowerInvariant();
            if (address.Contains('@', StringComparison.Ordinal))
            {
                return address;
            }
        }

        return "";
    }

    private static string OneLine(string value) => value[(value.IndexOf(';', StringComparison.Ordinal) + 1)..].Trim();
}
