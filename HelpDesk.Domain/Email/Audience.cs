using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Tickets;

namespace HelpDesk.Domain.Email;

/// <summary>Somebody whom an answer is mailed to, beside the customer.</summary>
/// <param name="Address">Normalised.</param>
/// <param name="Role">Where they stand in the head of the mail.</param>
public sealed record Recipient(string Address, RecipientRole Role);

/// <summary>Whom an agent names beside the customer, as typed.</summary>
public sealed record NamedRecipients(IReadOnlyList<string> To, IReadOnlyList<string> Cc, IReadOnlyList<string> Bcc)
{
    public static NamedRecipients Nobody { get; } = new([], [], []);
}

/// <summary>What the rule about an answer's recipients looks at.</summary>
public sealed record AudienceFacts
{
    /// <summary>The desk's own addresses.</summary>
    public required OwnAddresses Desk { get; init; }

    /// <summary>Where mail for the customer goes, normalised; null while no address of theirs works.</summary>
    public string? Customer { get; init; }

    /// <summary>Every address that the customer has or claims, normalised.</summary>
    public IReadOnlyList<string> CustomersOwn { get; init; } = [];

    /// <summary>Those whom an agent accepted, normalised.</summary>
    public IReadOnlyList<string> Accepted { get; init; } = [];

    /// <summary>The customer has a chat open, where they read what is written to them.</summary>
    public bool IsChatting { get; init; }

    /// <summary>Whom the writer named; null for those who are on the ticket anyway.</summary>
    public NamedRecipients? Named { get; init; }

    /// <summary>Who has the message already, because the agent's own mail went to them; normalised.</summary>
    public IReadOnlyList<string> Reached { get; init; } = [];
}

/// <summary>
/// Who gets a copy of an answer by mail. The answer itself is always the customer's: others get it beside them, never
/// instead, because the customer reads it in the ticket in any case (decision 0017).
/// </summary>
public static class Audience
{
    /// <summary>Most recipients of one answer, the customer not counted.</summary>
    public const int Most = 30;

    /// <summary>
    /// Whoever the writer names; else everybody whom an agent let take part. A chat that goes on line by line is copied to
    /// nobody who was not named.
    /// </summary>
    /// <returns>Without the customer; each address once, where it is most visible.</returns>
    /// <exception cref="RuleException">An address cannot be written to (<c>recipients</c>).</exception>
    public static IReadOnlyList<Recipient> Others(AudienceFacts facts)
    {
        var wanted = facts.Named is { } named
            ? Read(named, facts.Desk)
            : facts.IsChatting ? [] : Usual(facts.Accepted, facts.Desk, facts.CustomersOwn).Select(address => new Recipient(address, RecipientRole.Cc));
        return [.. wanted
            .Where(recipient => recipient.Address != facts.Customer && !facts.Reached.Contains(recipient.Address))
            .OrderBy(recipient => recipient.Role)
            .DistinctBy(recipient => recipient.Address)];
    }

    /// <summary>
    /// Of those whom an agent let take part, whom an answer is copied to while nobody is named: neither the desk, which would
    /// be writing to itself, nor the customer, who gets it anyway.
    /// </summary>
    public static IReadOnlyList<string> Usual(IEnumerable<string> accepted, OwnAddresses desk, IReadOnlyCollection<string> customersOwn) =>
        [.. accepted.Where(address => !desk.Holds(address) && !customersOwn.Contains(address)).Distinct()];

    private static List<Recipient> Read(NamedRecipients named, OwnAddresses desk)
    {
        List<Recipient> read =
        [
            .. named.To.Select(address => Read(address, RecipientRole.To, desk)),
            .. named.Cc.Select(address => Read(address, RecipientRole.Cc, desk)),
            .. named.Bcc.Select(address => Read(address, RecipientRole.Bcc, desk)),
        ];
        return read.Count <= Most ? read : throw new RuleException("recipients", "A message goes to at most {0} recipients.", Most);
    }

    private static Recipient Read(string typed, RecipientRole role, OwnAddresses desk)
    {
        if (!EmailAddress.TryNormalise(typed, out var address))
        {
            throw new RuleException("recipients", "{0} is not an e-mail address.", Shown(typed));
        }

        // It would come back as a mail of our own.
        return desk.Holds(address)
            ? throw new RuleException("recipients", "{0} is an address of this desk: it would be writing to itself.", address)
            : new Recipient(address, role);
    }

    private static string Shown(string? typed)
    {
        const int most = 80;
        var line = string.Concat((typed ?? "").Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        return line.Length <= most ? line : string.Concat(line.AsSpan(0, most), "…");
    }
}
