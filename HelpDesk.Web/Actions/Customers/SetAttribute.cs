using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Customers;
using HelpDesk.Web.Data;

namespace HelpDesk.Web.Actions.Customers;

/// <summary>Sets one free field of a customer; an empty value removes it.</summary>
internal sealed class SetAttribute(Writer writer)
{
    private const int MaxName = 60;
    private const int MaxValue = 500;
    private const int MaxCount = 60;

    /// <returns>True when it changed something.</returns>
    public Task<bool> RunAsync(Actor actor, long customerId, string name, string value, CancellationToken ct)
    {
        actor.Require(Permission.WriteCustomers);
        var key = TextRules.Line(name, MaxName);
        if (key.Length == 0)
        {
            throw new RuleException("empty", "A field needs a name.");
        }

        if (PageClaims.IsClaim(key) && TextRules.Line(value, MaxValue).Length > 0)
        {
            throw new RuleException("invalid", "Names that begin with “{0}” are for what a page says.", PageClaims.Prefix);
        }

        return writer.RunAsync(
            async (db, token) =>
            {
                var customer = await db.CustomerAsync(customerId, token);
                return customer.Attributes.Count >= MaxCount && !customer.Attributes.ContainsKey(key)
                    ? throw new RuleException("too_many", $"A customer has at most {MaxCount} fields.")
                    : customer.SetAttribute(key, TextRules.Line(value, MaxValue));
            },
            ct);
    }
}
