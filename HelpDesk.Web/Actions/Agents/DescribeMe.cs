using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Email;
using HelpDesk.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Agents;

/// <summary>How an agent wants to be known and spoken to.</summary>
/// <param name="Name">As customers read it.</param>
/// <param name="Language">en, es or fr; null follows the browser.</param>
/// <param name="TimeZone">IANA name; null follows the workspace.</param>
/// <param name="Signature">What stands below their mails, with variables; null or blank leaves it to team and inbox.</param>
internal sealed record SelfDescription(string Name, string? Language, string? TimeZone, string? Signature);

/// <summary>An agent's own name, language, time zone and signature.</summary>
internal sealed class DescribeMe(Writer writer)
{
    /// <exception cref="RuleException">The language (<c>language</c>), the zone (<c>time-zone</c>) or the signature (<c>signature</c>) will not do.</exception>
    public Task RunAsync(Actor actor, SelfDescription self, CancellationToken ct)
    {
        actor.Require(Permission.ReadTickets);
        if (self.Language is not (null or "en" or "es" or "fr"))
        {
            throw new RuleException("language", "This language is not spoken here.");
        }

        if (self.TimeZone is not null && !TimeZoneInfo.TryFindSystemTimeZoneById(self.TimeZone, out _))
        {
            throw new RuleException("time-zone", "This time zone is not known here. An example: Europe/Madrid.");
        }

        var signature = (self.Signature ?? "").ReplaceLineEndings("\n");
        if (signature.Length > LetterSignature.MaxLength)
        {
            throw new RuleException("signature", "A signature has at most {0} characters.", LetterSignature.MaxLength);
        }

        return writer.RunAsync(
            async (db, token) =>
            {
                var agent = await db.Agents.SingleOrDefaultAsync(row => row.Id == actor.Id, token) ?? throw new NotFoundException("agent");
                agent.Describe(Logins.CheckedName(self.Name), self.Language, self.TimeZone);
                agent.Sign(TextRules.Checked(signature, LetterSignature.MaxLength, mayBeEmpty: true));
            },
            ct);
    }
}
