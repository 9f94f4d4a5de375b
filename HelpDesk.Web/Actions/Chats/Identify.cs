using HelpDesk.Domain.Customers;
using HelpDesk.Web.Data;
using HelpDesk.Web.Intake;

namespace HelpDesk.Web.Actions.Chats;

/// <summary>
/// A site has signed who stands before its page: what is stored of them becomes one customer. Of somebody who is not known
/// yet nothing is stored before they write.
/// </summary>
internal sealed class Identify(Writer writer, TimeProvider clock)
{
    /// <param name="visitor">As they were until now.</param>
    /// <param name="signed">What the site says.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>False when what was written with the key is somebody else's and stays theirs: the person needs another key.</returns>
    public Task<bool> RunAsync(Visitor visitor, SignedIdentity signed, CancellationToken ct) => writer.RunAsync(
        async (db, token) =>
        {
            var own = await db.OfKeyAsync(visitor.Key, token);
            var found = await db.RecogniseAsync(signed, own, language: null, clock.GetUtcNow(), token);
            return own is null || own == found || (found is not null && own.MergedIntoId == found.Id);
        },
        ct);
}
