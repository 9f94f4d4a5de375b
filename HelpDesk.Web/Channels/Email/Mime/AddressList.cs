using HelpDesk.Domain.Email;

namespace HelpDesk.Web.Channels.Email.Mime;

/// <summary>
/// The mailboxes of a field (RFC 5322 §3.4, §4.4): groups are flattened, routes and comments dropped. An address is taken
/// whole or not at all: <c>a b@c.d</c> names nobody, and two mailboxes are never one.
/// </summary>
internal sealed class AddressList
{
    private readonly AddressScanner scanner;
    private readonly List<Mailbox> mailboxes = [];
    private readonly List<Phrase> held = [];
    private Phrase phrase = new();
    private string? address;
    private bool isTrailing;

    private AddressList(string text) => scanner = new AddressScanner(text);

    /// <param name="field">Unfolded; encoded words still stand in it, since what they hide is never an address.</param>
    public static IReadOnlyList<Mailbox> Read(string? field) => new AddressList(field ?? "").Read();

    private List<Mailbox> Read()
    {
        while (!scanner.IsEnd)
        {
            Step(scanner.Current);
        }

        Finish();
        Release();
        return mailboxes;
    }

    private void Step(char c)
    {
        switch (c)
        {
            case ',':
                Finish(mayGoOn: true);
                isTrailing = false;
                scanner.At++;
                break;
            case ';':
                Finish();
                Release();
                isTrailing = false;
                scanner.At++;
                break;
            case ':' when address is null && !phrase.HasAt:
                // What stood before names a group. Groups within groups are wrong, and read all the same.
                phrase = new Phrase();
                Release();
                scanner.At++;
                break;
            case '<':
                Trail();
                scanner.At++;
                address = AngleAddress.Read(scanner);
                break;
            default:
                Word(c);
                break;
        }
    }

    private void Word(char c)
    {
        if (c is ' ' or '>')
        {
            phrase.Space();
            scanner.At++;
        }
        else if (scanner.TryComment(out var comment))
        {
            phrase.Comment = comment;
        }
        else
        {
            Trail();
            Token(c);
        }
    }

    private void Token(char c)
    {
        if (scanner.TryQuoted(out var shown, out var written))
        {
            phrase.Quote(shown, written);
        }
        else if (scanner.TryEncodedWord(out var word))
        {
            phrase.Word(word);
        }
        else
        {
            phrase.Atom(c == '[' && phrase.HasAt && scanner.TryLiteral(out var literal) ? literal : scanner.Atom(" ,;:<>\"(["));
        }
    }

    // A comma is missing: what follows an address is another one, or words that mean nothing.
    private void Trail()
    {
        if (address is not null)
        {
            Finish();
            isTrailing = true;
        }
    }

    // A name with a comma that nobody quoted ("Doe, Ana <ana@example.com>") waits for the rest of it.
    private void Finish(bool mayGoOn = false)
    {
        if (address is not null)
        {
            mailboxes.Add(new Mailbox(Name(), address));
            held.Clear();
        }
        else if (!phrase.IsEmpty && !(isTrailing && !phrase.HasAt))
        {
            held.Add(phrase);
            if (!mayGoOn || phrase.HasAt)
            {
                Release();
            }
        }

        (phrase, address) = (new Phrase(), null);
    }

    private string Name()
    {
        var shown = string.Join(", ", held.Append(phrase).Where(name => !name.IsEmpty).Select(name => name.Shown));
        return EncodedWords.Decode(shown.Length > 0 ? shown : phrase.Comment).Trim(' ');
    }

    private void Release()
    {
        mailboxes.AddRange(held.Select(name => name.Alone()));
        held.Clear();
    }
}
