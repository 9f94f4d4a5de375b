namespace HelpDesk.Web.Http;

/// <summary>Every code a refusal can carry, with its status and meaning. The API description publishes this table.</summary>
internal static class ProblemCodes
{
    public static IReadOnlyDictionary<string, ProblemCode> All { get; } = new Dictionary<string, ProblemCode>
    {
        ["bad_request"] = new(400, "The request cannot be read."),
        ["unauthorized"] = new(401, "A valid token is missing."),
        ["token"] = new(401, "The visitor's token is missing, has lapsed or was revoked."),
        ["identity"] = new(401, "Only visitors whom the site has signed may use this inbox."),
        ["forbidden"] = new(403, "The token may not do this."),
        ["origin"] = new(403, "The page may not use this inbox."),
        ["not_offered"] = new(403, "This inbox does not offer it."),
        ["unverified"] = new(403, "Only a customer who is proven to be who they are may ask this."),
        ["not_found"] = new(404, "There is no such thing here."),
        ["method"] = new(405, "This address does not know this method."),
        ["conflict"] = new(409, "Somebody changed this at the same moment."),
        ["transition"] = new(409, "The ticket cannot go from its status to this one."),
        ["closed"] = new(409, "The ticket is closed: only a follow-up can take messages and changes."),
        ["ended"] = new(409, "The chat was ended."),
        ["not_ratable"] = new(409, "The chat has not ended yet, or too long ago to be rated."),
        ["answered"] = new(409, "This was answered already."),
        ["team"] = new(409, "The assignee is not a member of the ticket's team."),
        ["stale"] = new(409, "Something new arrived before this was sent."),
        ["taken"] = new(409, "It belongs to somebody else already."),
        ["precondition"] = new(412, "If-Match names another version than the present one."),
        ["too_large"] = new(413, "The request or file is too large."),
        ["media_type"] = new(415, "This kind of content is not accepted."),
        ["invalid"] = new(422, "Some fields are wrong: errors tells which and why."),
        ["empty"] = new(422, "A text is missing."),
        ["too_long"] = new(422, "A text is too long."),
        ["too_many"] = new(422, "A list is too long."),
        ["email"] = new(422, "This is no e-mail address, or none is known to write to."),
        ["rating"] = new(422, "A rating is a whole number from 1 to 5."),
        ["form"] = new(422, "An answer to a form is missing or does not fit, or the form itself is not in order."),
        ["content"] = new(422, "What the message carries beside its text is not in order."),
        ["phone"] = new(422, "This is no phone number."),
        ["language"] = new(422, "This language is not spoken here."),
        ["time_zone"] = new(422, "There is no such time zone."),
        ["inbox"] = new(422, "There is no such inbox."),
        ["status"] = new(422, "There is no such status."),
        ["agent"] = new(422, "There is no such active agent."),
        ["cursor"] = new(422, "The cursor in after did not come from this list."),
        ["idempotency"] = new(422, "The Idempotency-Key was used for another request, or is too long."),
        ["rate"] = new(429, "Too many requests: wait as long as Retry-After says."),
        ["work"] = new(429, "Much comes at once here: solve the challenge, or wait as long as Retry-After says."),
        ["internal"] = new(500, "Something went wrong on the server."),
        ["storage"] = new(503, "There is no room for files at the moment."),
    };

    /// <summary>The status of a rule's code; a rule that is not in the table says no to the state of things.</summary>
    public static int StatusOf(string code) => All.TryGetValue(code, out var known) ? known.Status : StatusCodes.Status409Conflict;

    public static string CodeOf(int status) => All.FirstOrDefault(entry => entry.Value.Status == status).Key ?? "bad_request";

    public static string SentenceOf(int status) => All[CodeOf(status)].Title;
}

/// <summary>One row of the table of refusals.</summary>
internal sealed record ProblemCode(int Status, string Title);
