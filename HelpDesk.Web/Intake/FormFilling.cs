using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using HelpDesk.Web.Actions;
using HelpDesk.Web.Actions.Chats;

namespace HelpDesk.Web.Intake;

/// <summary>
/// Where the answers to a form go, beside the message they stand on: to the ticket, and to the customer's record where it
/// knows nothing yet. What a visitor says never overwrites what is known, and an address is only claimed.
/// </summary>
internal static class FormFilling
{
    private const string Name = "name";
    private const int MaxName = 200;
    private const int MaxFields = 60;
    private const int MaxValue = 500;

    /// <summary>True when the record answers this field already, so that nobody is asked twice.</summary>
    public static bool Knows(this Customer customer, FormField field) => field switch
    {
        { Name: Name, Type: FormFieldType.Text } => customer.DisplayName.Length > 0,
        { Type: FormFieldType.Email } => customer.Email is { BouncedAt: null },
        _ => customer.Attributes.ContainsKey(field.Name),
    };

    /// <summary>True when the site's signature answers this field.</summary>
    public static bool Knows(this SignedIdentity person, FormField field) => field switch
    {
        { Name: Name, Type: FormFieldType.Text } => person.Name is not null,
        { Type: FormFieldType.Email } => person.Email is not null,
        _ => false,
    };

    public static async Task FillAsync(
        this HelpDeskDb db, Ticket ticket, Customer customer, IReadOnlyList<FormField> fields, IReadOnlyDictionary<string, string> answers, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var field in fields)
        {
            if (answers.TryGetValue(field.Name, out var answer))
            {
                await FillAsync(db, ticket, customer, field, answer, now, ct);
            }
        }
    }

    private static async Task FillAsync(HelpDeskDb db, Ticket ticket, Customer customer, FormField field, string answer, DateTimeOffset now, CancellationToken ct)
    {
        var value = TextRules.Line(answer, MaxValue);
        if (field is { Name: Name, Type: FormFieldType.Text })
        {
            if (customer.DisplayName.Length == 0)
            {
                customer.Describe(TextRules.Line(answer, MaxName), customer.Language, customer.CompanyId);
            }

            return;
        }

        if (field.Type == FormFieldType.Email && EmailAddress.TryNormalise(answer, out var address))
        {
            await GiveContact.ClaimAddressAsync(db, customer, address, now, ct);
            return;
        }

        ticket.Note(field.Name, value);
        if (!customer.Attributes.ContainsKey(field.Name) && customer.Attributes.Count < MaxFields)
        {
            customer.SetAttribute(field.Name, value);
        }
    }
}
