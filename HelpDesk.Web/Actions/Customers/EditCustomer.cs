using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Customers;
using HelpDesk.Migrations;
using HelpDesk.Web.Data;
using HelpDesk.Web.Ui.Texts;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Customers;

/// <summary>Several changes to one customer's record; what is null stays.</summary>
internal sealed record CustomerEdits
{
    public string? Name { get; init; }

    public string? Language { get; init; }

    /// <summary>IANA name.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Name of a company, made when it is not known yet; empty for none.</summary>
    public string? Company { get; init; }

    public bool? IsBlocked { get; init; }

    /// <summary>Free fields to set; an empty or missing value removes one.</summary>
    public IReadOnlyDictionary<string, string?> Attributes { get; init; } = new Dictionary<string, string?>();
}

/// <summary>Changes several things of a customer's record in one transaction: all of them or none.</summary>
internal sealed class EditCustomer(Writer writer)
{
    private const int MaxName = 200;
    private const int MaxKey = 60;
    private const int MaxValue = 500;
    private const int MaxAttributes = 60;

    /// <exception cref="RuleException">An unknown language or time zone, or too many fields.</exception>
    /// <exception cref="NotFoundException">There is no such customer.</exception>
    public Task RunAsync(Actor actor, string publicId, CustomerEdits edits, CancellationToken ct)
    {
        actor.Require(Permission.WriteCustomers);
        if (edits.Language is { } language && !Texts.Languages.Contains(language))
        {
            throw new RuleException("language", "Customers are written to in English, Spanish or French: en, es, fr.");
        }

        if (edits.TimeZone is { Length: > 0 } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
        {
            throw new RuleException("time_zone", "A time zone has a name such as Europe/Madrid.");
        }

        return writer.RunAsync((db, token) => ApplyAsync(db, publicId, edits, token), ct);
    }

    private static async Task ApplyAsync(HelpDeskDb db, string publicId, CustomerEdits edits, CancellationToken ct)
    {
        var customer = await db.Customers.SingleOrDefaultAsync(row => row.PublicId == publicId && row.ErasedAt == null, ct) ?? throw new NotFoundException("customer");
        var company = edits.Company is { } named ? await Describe.CompanyAsync(db, TextRules.Line(named, MaxName), ct) : customer.CompanyId;
        customer.Describe(TextRules.Line(edits.Name ?? customer.DisplayName, MaxName), edits.Language ?? customer.Language, company);
        customer.SetTimeZone(edits.TimeZone is null ? customer.TimeZone : edits.TimeZone.Length > 0 ? edits.TimeZone : null);
        customer.SetBlocked(edits.IsBlocked ?? customer.IsBlocked);
        foreach (var (key, value) in edits.Attributes)
        {
            var name = AttributeName(key);
            if (PageClaims.IsClaim(name) && !string.IsNullOrEmpty(value))
            {
                throw new RuleException("invalid", "Names that begin with “{0}” are for what a page says.", PageClaims.Prefix);
            }

            customer.SetAttribute(name, TextRules.Line(value, MaxValue));
        }

        if (customer.Attributes.Count > MaxAttributes)
        {
            throw new RuleException("too_many", $"A customer has at most {MaxAttributes} fields.");
        }
    }

    private static string AttributeName(string key) =>
        TextRules.Line(key, MaxKey) is { Length: > 0 } name ? name : throw new RuleException("empty", "A field needs a name.");
}
