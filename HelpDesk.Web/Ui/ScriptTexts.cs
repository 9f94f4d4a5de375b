using Microsoft.Extensions.Localization;

namespace HelpDesk.Web.Ui;

/// <summary>The sentences that the workspace's scripts say; they travel with the page.</summary>
internal static class ScriptTexts
{
    public static Dictionary<string, string> All(IStringLocalizer L) =>
        Sentences(L).ToDictionary(sentence => sentence.Name, sentence => sentence.Value, StringComparer.Ordinal);

    private static LocalizedString[] Sentences(IStringLocalizer L) =>
    [
        L["Reply"], L["Note"], L["Answer"], L["Who will read this"], L["Only your team sees this"],
        L["Write your reply"], L["Write a note for your team"], L["Send reply"], L["Add note"], L["Draft saved"],
        L["Attach files"], L["Remove {0}"], L["Could not be sent"], L["A file is still on its way."], L["Remove the file that could not be sent, or attach it again."],
        L["1 new message — review before sending"], L["{0} new messages — review before sending"], L["Review"], L["Send anyway"],
        L["Sending"], L["Sent"], L["Waiting for the connection"], L["Failed: {0}"], L["Not sent: something new arrived first."],
        L["Quick replies, card or form"], L["Quick replies"], L["Card"], L["Form"], L["Beside the text"], L["One answer on each line"],
        L["Card {0}"], L["Title"], L["Text"], L["Link"], L["Words on the link"], L["Add a card"], L["Picture"], L["Add a picture"], L["The picture is still on its way."], L["The picture of a card is a PNG, JPEG, GIF or WebP file."],
        L["One choice on each line"],
        L["Question {0}"], L["Question"], L["Kind of answer"], L["Must be answered"], L["Add a question"],
        L["Long text"], L["E-mail address"], L["Phone number"], L["Number"], L["Date"], L["Choice"], L["Yes or no"], L["Consent"],
        L["Write at least one answer."], L["Each card needs a title, and a link begins with https://."],
        L["A form needs a title, and each question its words and choices."],
        L["Retry"], L["Edit"], L["Discard"], L["{0} new"], L["Open #{0}"], L["Search tickets for “{0}”"],
        L["To"], L["Cc"], L["Bcc"], L["Cc and Bcc"], L["Where they stand"], L["Add an address"], L["Who gets it"],
        L["{0} is not an e-mail address."], L["{0} is an address of this desk: it would be writing to itself."], L["A message goes to at most {0} recipients."],
        L["You are signed out. Your text is kept on this device."],
        L["No e-mail address of this customer is known, so nothing could be sent. Add one to their record first."],
    ];
}
