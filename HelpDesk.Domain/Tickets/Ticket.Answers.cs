using HelpDesk.Domain.Agents;

namespace HelpDesk.Domain.Tickets;

public sealed partial class Ticket
{
    /// <summary>Most facts that forms may put on one ticket.</summary>
    public const int MaxAttributes = 60;

    /// <summary>The customer filled in a form: the answers stand on its message, and now the agent's turn has come.</summary>
    /// <exception cref="RuleException">It was answered before (<c>answered</c>); the ticket is closed or merged.</exception>
    public void AnswerForm(Actor customer, Message message, IReadOnlyDictionary<string, string> answers, DateTimeOffset now)
    {
        if (message.Content is not { Form: { Answers: null } form } content)
        {
            throw new RuleException("answered", "This form was answered already.");
        }

        OpenForCustomer(customer, now);
        message.Answer(content with { Form = form with { Answers = answers, AnsweredAt = now } });
        Log(new Activity(ActivityType.FormAnswered, To: form.Title), customer, now);
    }

    /// <summary>Keeps one answer as a fact of the ticket; what is too much is left out.</summary>
    public void Note(string name, string value)
    {
        if (Attributes.GetValueOrDefault(name) != value && (Attributes.Count < MaxAttributes || Attributes.ContainsKey(name)))
        {
            // A new instance, so that the change is seen by a comparison of references.
            Attributes = new Dictionary<string, string>(Attributes, StringComparer.Ordinal) { [name] = value };
        }
    }
}
