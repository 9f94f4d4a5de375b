namespace HelpDesk.Web.Channels.Email.Mime;

/// <summary>Gathers what is odd about one mail while it is read.</summary>
internal sealed class OddityLog
{
    public MailOddities Seen { get; private set; }

    public void Note(MailOddities oddity) => Seen |= oddity;

    public void NoteIf(bool odd, MailOddities oddity)
    {
        if (odd)
        {
            Note(oddity);
        }
    }
}
