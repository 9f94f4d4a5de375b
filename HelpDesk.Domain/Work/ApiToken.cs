using HelpDesk.Domain.Agents;

namespace HelpDesk.Domain.Work;

/// <summary>A key of the REST API. Only its hash is kept.</summary>
public sealed class ApiToken
{
    private ApiToken()
    {
    }

    public ApiToken(string name, string hash, Permission scopes, long? agentId, DateTimeOffset now)
    {
        Name = name;
        Hash = hash;
        Scopes = scopes;
        AgentId = agentId;
        CreatedAt = now;
    }

    public long Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>SHA-256 of the token, in lower-case hexadecimal digits.</summary>
    public string Hash { get; private set; } = "";

    public Permission Scopes { get; private set; }

    /// <summary>The agent it acts as; null acts as the desk itself.</summary>
    public long? AgentId { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? LastUsedAt { get; private set; }

    public DateTimeOffset? RevokedAt { get; private set; }

    public void Used(DateTimeOffset now) => LastUsedAt = now;

    public void Revoke(DateTimeOffset now) => RevokedAt ??= now;
}

/// <summary>The answer once given to a request with an <c>Idempotency-Key</c>, given again to a repetition for 24 hours.</summary>
public sealed class IdempotentAnswer
{
    private IdempotentAnswer()
    {
    }

    public IdempotentAnswer(long tokenId, string key, string requestHash, int status, string body, DateTimeOffset now)
    {
        TokenId = tokenId;
        Key = key;
        RequestHash = requestHash;
        Status = status;
        Body = body;
        CreatedAt = now;
    }

    public long TokenId { get; private set; }

    public string Key { get; private set; } = "";

    /// <summary>Tells a repetition from another request under the same key.</summary>
    public string RequestHash { get; private set; } = "";

    /// <summary>0 while the first request is under way.</summary>
    public int Status { get; private set; }

    public string Body { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Keeps the answer for repetitions.</summary>
    public void Answer(int status, string body)
    {
        Status = status;
        Body = body;
    }
}
