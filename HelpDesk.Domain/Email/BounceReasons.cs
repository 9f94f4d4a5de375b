namespace HelpDesk.Domain.Email;

/// <summary>Tells why a mail did not arrive: by words first, because servers choose codes carelessly.</summary>
internal static class BounceReasons
{
    private static readonly (BounceReason Reason, string[] Phrases)[] ByWords =
    [
        // What Microsoft and GoDaddy say of mailboxes that do not exist.
        (BounceReason.NoSuchAddress, ["recipient address rejected: access denied", "account or domain may not exist"]),
        (BounceReason.MailboxFull,
        [
            "mailbox full", "mailbox is full", "mailbox was full", "over quota", "overquota", "disk quota", "quota exceeded",
            "exceeded quota", "exceeds quota", "quotaexceeded", "exceeded their quota",
            "exceeded storage", "out of storage", "over the maximum allowed", "mailfolder is full", "inbox is full", "maildir over",
            "mailbox exceeded", "not enough space", "exceeded the local limit",
            "exceeds fixed maximum message size", "mailbox size limit", "mailbox has exceeded", "exceeded his/her disk", "buzón lleno",
            "boîte pleine", "postfach voll", "переполнен",
        ]),
        (BounceReason.Fault,
        [
            "account is disabled", "account has been disabled", "reach is disabled", "is inactive", "account is locked",
            "temporary locked", "temporarily locked", "account suspended", "is suspended",
            "account is blocked", "compte du destinataire est bloque", "not active", "disabled or discontinued",
            "mailbox is currently suspended", "suspended", "too many hops", "hop count", "mail loop", "routing loop", "loops back",
            "too many recipients", "sent to too many", "rate limit exceeded", "frequency limited", "too many connections",
            "connection timed out", "timed out", "connection refused",
            "message expired", "retry timeout exceeded", "retry time not reached", "could not deliver for the last",
            "delivery time expired", "failing for a long time", "does not support tls",
            "unable to connect", "lost connection", "network error", "malformed or unexpected name server", "temporarily deferred",
            "try again later", "please try later", "too long in the queue", "duplicated message-id",
        ]),
        (BounceReason.Refused,
        [
            "spam", "virus", "blacklist", "blocklist", "block list", "blocked", "reputation", "dmarc", "spf ", "spf:", " spf", "dkim",
            "unauthenticated", "authentication information", "reverse dns", "ptr record", "dns ptr",
            "reverse host", "reverse lookup", "helo", "ehlo", "policy", "content rejected", "rejected for", "message rejected",
            "rejected your message", "denied by", "not accepted from", "connections not accepted", "access denied",
            "permission", "not allowed", "not permitted", "prohibited", "sender rejected", "sender address rejected", "sender domain",
            "domain of sender", "purported responsible", "from mail server", "sender verify", "sender is not",
            "not a member", "may not exist, or you may not", "message too large", "message too big", "message size", "recipsizelimit",
            "too large", "size limit", "compliant", "duplicate header", "violation",
            "client host rejected", "mismatches client", "filtered", "redundant", "open relay", "relaying denied", "relay access",
            "relay quota", "unable to relay", "null mx", "does not accept mail", "bad header", "unfortunately, messages from",
            "unverifyable sending", "user complaints", "contains invalid", "failed to delivery", "without a valid sender",
            "domain is invalid", "rdns record", "mail rejected", "mail rejete", "googlegroups", "groups.google",
            "not accepting mail from",
        ]),
        (BounceReason.NoSuchAddress,
        [
            "user unknown", "unknown user", "no such user", "no such mailbox", "no such address", "no such recipient",
            "no such account", "no such local", "no such person", "user not found", "user not exist", "user doesn't", "user does not",
            "does not exist", "doesn't exist", "do not exist", "doesn't have a", "not exist", "invalid recipient", "invalid mailbox",
            "invalid address", "invalid user", "recipient unknown", "unknown recipient", "recipient not found",
            "recipnotfound", "not recognized", "not listed in", "no mailbox here", "mailbox not found", "mailbox unavailable",
            "unknown address", "unknown local", "unrouteable address", "unrouteable domain", "address unknown",
            "no longer on server", "no longer valid", "has moved", "no longer exists", "not our customer", "host not found",
            "host or domain name not found", "domain not found", "couldn't find any host", "no such host", "unknown host",
            "host unknown",
            "nxdomain", "invalid domain", "illegal host/domain", "domain is not reachable", "domain does not", "no such domain",
            "wasn't found", "wasn’t found", "couldn't be found", "could not be found", "bad destination mailbox",
            "undeliverable address",
            "mailbox does not", "unknown or illegal alias", "not known", "no existe", "inconnu", "unbekannt", "gibt es nicht",
            "не существует", "не найден", "見つかりません", "リストにありません", "user is unknown", "no account", "not a valid mailbox",
            "not a registered", "invalid final delivery userid", "invalid destinataire", "destinataire invalide",
        ]),
        // Last, because servers say these of anything.
        (BounceReason.Fault,
        [
            "service unavailable", "service currently unavailable", "temporary failure", "temporary error", "mailer error",
            "system error", "internal error", "transaction failed", "disk full",
        ]),
    ];

    // Said of anything, so that even a code tells more.
    private static readonly string[] Refusals = ["address rejected", "rejected by a remote mail server", "was rejected"];

    /// <param name="code">Enhanced status code; null where there is none.</param>
    /// <param name="words">What the servers say.</param>
    /// <param name="isDelayed">The sending server still tries.</param>
    public static BounceReason Of(string? code, string words, bool isDelayed)
    {
        var lower = string.Join(' ', words.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();
        return ByCode(code, isExact: true) is { } exact ? exact
            : ByWords.FirstOrDefault(entry => Says(lower, entry.Phrases)) is { Phrases: not null } found ? found.Reason
            : ByCode(code, isExact: false) is { } vague ? vague
            : Says(lower, Refusals) ? BounceReason.Refused
            : isDelayed || BounceStatus.Class(lower) == '4' ? BounceReason.Fault : BounceReason.Other;
    }

    private static bool Says(string text, string[] phrases) => Array.Exists(phrases, phrase => text.Contains(phrase, StringComparison.Ordinal));

    // RFC 3463 §3, RFC 7372 and RFC 7505. Codes that servers use for anything count only when words say nothing.
    private static BounceReason? ByCode(string? code, bool isExact) => code?[2..] switch
    {
        null => null,
        "2.2" => BounceReason.MailboxFull,
        "7.13" => BounceReason.Fault,
        "7.20" or "7.21" or "7.22" or "7.23" or "7.24" or "7.25" or "7.26" or "7.27" or "1.8" or "1.7" or "3.4" or "6.0" or "7.509" => BounceReason.Refused,
        _ when isExact => null,
        "1.1" or "1.2" or "1.3" or "1.6" or "1.10" or "1.0" or "4.4" or "1.351" => BounceReason.NoSuchAddress,
        "2.3" => BounceReason.Refused,
        var detail when detail.StartsWith("7.", StringComparison.Ordinal) || detail.StartsWith("6.", StringComparison.Ordinal) => BounceReason.Refused,
        _ when code[0] == '4' => BounceReason.Fault,
        var detail when detail.StartsWith("4.", StringComparison.Ordinal) || detail.StartsWith("3.", StringComparison.Ordinal) || detail == "2.1" => BounceReason.Fault,
        _ => null,
    };
}
