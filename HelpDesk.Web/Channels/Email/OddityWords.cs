using HelpDesk.Web.Channels.Email.Mime;

namespace HelpDesk.Web.Channels.Email;

/// <summary>What was odd about a mail, in words for agents and programs.</summary>
internal static class OddityWords
{
    private static readonly (MailOddities Flag, string Word)[] Words =
    [
        (MailOddities.SeveralSenders, "ambiguous sender"),
        (MailOddities.RepeatedField, "a field stands there twice"),
        (MailOddities.FieldsCut, "fields beyond the limits were left out"),
        (MailOddities.PartsCut, "parts beyond the limits were left out"),
        (MailOddities.CharsetGuessed, "the character set was guessed"),
        (MailOddities.EncodingBroken, "a part is not encoded as it claims"),
        (MailOddities.StructureBroken, "the structure is broken"),
    ];

    public static IEnumerable<string> Of(MailOddities oddities) => Words.Where(entry => oddities.HasFlag(entry.Flag)).Select(entry => entry.Word);
}
