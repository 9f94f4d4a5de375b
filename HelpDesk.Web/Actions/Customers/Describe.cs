using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Customers;
using HelpDesk.Migrations;
using HelpDesk.Web.Data;
using HelpDesk.Web.Ui.Texts;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Customers;

/// <summary>What an agent corrects on a customer's record; null leaves a field as it is.</summary>
internal sealed record Description(string? Name = null, string? Language = null, string? Company = null);

/// <summary>Corrects name, language and company. A company that is not known yet is made; an empty one is taken off.</summary>
internal sealed class Describe(Writer writer)
{
    private const int MaxName = 200;

    /// <returns>True when it changed something.</returns>
    public Task<bool> RunAsync(Actor actor, long customerId, Description wanted, CancellationToken ct)
    {
        actor.Require(Permission.WriteCustomers);
        if (wanted.Language is { } language && !Texts.Languages.Contains(language))
        {
            throw new RuleException("language", "Customers are written to in English, Spanish or French.");
        }

        return writer.RunAsync(
            async (db, token) =>
            {
                var customer = await db.CustomerAsync(customerId, token);
                var company = wanted.Company is { } name ? await CompanyAsync(db, TextRules.Line(name, MaxName), token) : customer.CompanyId;
                customer.Describe(TextRules.Line(wanted.Name ?? customer.DisplayName, MaxName), wanted.Language ?? customer.Language, company);
                return db.ChangeTracker.HasChanges();
            },
            ct);
    }

    /// <summary>The company with this name, made when it is not known yet; null for an empty name.</summary>
    internal static async Task<long?> CompanyAsync(HelpDeskDb db, string name, CancellationToken ct)
    {
        if (name.Length == 0)
        {
            return null;
        }

        var company = await db.Companies.FirstOrDefaultAsync(row => row.Name == name, ct);
        if (company is null)
        {
            company = new Company(name, []);
            db.Companies.Add(company);
            await db.SaveChangesAsync(ct);
        }

        return company.Id;
    }
}

/// <summary>How actions load a customer to be changed.</summary>
internal static class CustomerLoading
{
    /// <exception cref="NotFoundException">There is none.</exception>
    public static async Task<Customer> CustomerAsync(this HelpDeskDb db, long customerId, CancellationToken ct) =>
        await db.Customers.Include(customer => customer.Identities).SingleOrDefaultAsync(customer => customer.Id == customerId && customer.ErasedAt == null, ct)
        ?? throw new NotFoundException("customer");
}
