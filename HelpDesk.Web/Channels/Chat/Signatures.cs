using HelpDesk.Web.Actions.Chats;

namespace HelpDesk.Web.Channels.Chat;

/// <summary>What a page is told of the identity it presented.</summary>
/// <param name="Accepted">The visitor is who the token says.</param>
/// <param name="Code">Why not; null when it was accepted or none was presented.</param>
/// <param name="Switched">The visitor is somebody else than before: what the browser kept of them is to be forgotten.</param>
internal sealed record IdentityAnswer(bool Accepted, string? Code, bool Switched);

/// <summary>
/// Binds a visitor to the person a site has signed. A refused identity leaves an anonymous visitor, and never one who sees
/// what somebody else has written.
/// </summary>
internal sealed class Signatures(IdentityTokens identities, Identify identify, KeyUses uses, ILogger<Signatures> logger)
{
    /// <param name="visitor">As they came.</param>
    /// <param name="older">The token they resumed; null without one.</param>
    /// <param name="presented">An identity token; null or empty for none, and who was signed before then stays so.</param>
    /// <param name="inbox">Where they are.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<(VisitorToken Token, IdentityAnswer Answer)> ApplyAsync(
        VisitorToken visitor, VisitorToken? older, string? presented, ChatInbox inbox, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(presented))
        {
            return (visitor, new IdentityAnswer(visitor.Signed is not null, null, Switched: false));
        }

        var verdict = visitor.LinkId is null ? identities.Judge(presented, inbox) : new IdentityVerdict(null, "link");
        // Who was signed in stays so when a page repeats a token of theirs whose hour is over.
        var staysSigned = verdict.Late is not null && verdict.Late == visitor.Signed?.Person.ExternalId;
        var token = verdict.Visitor is { } signed ? await SignAsync(visitor, signed, ct)
            : visitor.Signed is null || staysSigned ? visitor
            : Another(visitor) with { Signed = null };
        if (verdict.Code is { } code)
        {
            logger.LogIdentityRefused(inbox.Key, code);
        }

        return (token, new IdentityAnswer(token.Signed is not null, verdict.Code, Switched: older is not null && token.Key != older.Key));
    }

    private async Task<VisitorToken> SignAsync(VisitorToken visitor, SignedVisitor signed, CancellationToken ct)
    {
        await uses.NoteAsync(signed.KeyId, ct);
        if (visitor.Signed?.Person == signed.Person)
        {
            return visitor with { Signed = signed };
        }

        var isSomebodyElse = visitor.Signed is { } before && before.Person.ExternalId != signed.Person.ExternalId;
        var token = isSomebodyElse ? Another(visitor) : visitor;
        return (await identify.RunAsync(new Visitor(token.Key, token.InboxId, null), signed.Person, ct) ? token : Another(token)) with { Signed = signed };
    }

    private static VisitorToken Another(VisitorToken visitor) => visitor with { Key = VisitorTokens.NewKey() };
}
