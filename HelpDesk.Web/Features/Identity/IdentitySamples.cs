namespace HelpDesk.Web.Features.Identity;

/// <summary>Code that signs a visitor, ready for a server with nothing but its standard library.</summary>
internal static class IdentitySamples
{
    public static string Page() =>
        """
        window.helpdesk = window.helpdesk || function () { (helpdesk.q = helpdesk.q || []).push(arguments) };
        helpdesk('identify', { id: '4711', token: () => fetch('/chat-token').then(answer => answer.text()) });
        """;

    /// <param name="inbox">The key of the inbox the tokens are for.</param>
    /// <param name="keyId">Of the key they are signed with; its secret comes from the environment.</param>
    public static IEnumerable<(string Name, string Code)> Of(string inbox, string keyId) =>
    [
        ("Node", Node.Replace("INBOX", inbox, StringComparison.Ordinal).Replace("KEY_ID", keyId, StringComparison.Ordinal)),
        ("PHP", Php.Replace("INBOX", inbox, StringComparison.Ordinal).Replace("KEY_ID", keyId, StringComparison.Ordinal)),
        ("Python", Python.Replace("INBOX", inbox, StringComparison.Ordinal).Replace("KEY_ID", keyId, StringComparison.Ordinal)),
        ("C#", CSharp.Replace("INBOX", inbox, StringComparison.Ordinal).Replace("KEY_ID", keyId, StringComparison.Ordinal)),
    ];

    private const string Node =
        """
        import { createHmac } from 'node:crypto';

        const encode = value => Buffer.from(JSON.stringify(value)).toString('base64url');

        export function chatToken(user) {
          const now = Math.floor(Date.now() / 1000);
          const head = encode({ alg: 'HS256', typ: 'JWT', kid: 'KEY_ID' });
          const body = encode({
            sub: String(user.id), name: user.name, email: user.email, email_verified: user.emailVerified,
            aud: 'INBOX', iat: now, exp: now + 600,
          });
          const signature = createHmac('sha256', process.env.HELPDESK_SECRET).update(`${head}.${body}`).digest('base64url');
          return `${head}.${body}.${signature}`;
        }
        """;

    private const string Php =
        """
        function chat_token(array $user): string
        {
            $encode = fn (string $bytes): string => rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
            $head = $encode(json_encode(['alg' => 'HS256', 'typ' => 'JWT', 'kid' => 'KEY_ID']));
            $body = $encode(json_encode([
                'sub' => (string) $user['id'], 'name' => $user['name'],
                'email' => $user['email'], 'email_verified' => $user['email_verified'],
                'aud' => 'INBOX', 'iat' => time(), 'exp' => time() + 600,
            ]));
            return "$head.$body." . $encode(hash_hmac('sha256', "$head.$body", getenv('HELPDESK_SECRET'), true));
        }
        """;

    private const string Python =
        """
        import base64, hashlib, hmac, json, os, time

        def encode(data: bytes) -> str:
            return base64.urlsafe_b64encode(data).rstrip(b"=").decode()

        def chat_token(user) -> str:
            now = int(time.time())
            head = encode(json.dumps({"alg": "HS256", "typ": "JWT", "kid": "KEY_ID"}).encode())
            body = encode(json.dumps({
                "sub": str(user.id), "name": user.name, "email": user.email, "email_verified": user.email_verified,
                "aud": "INBOX", "iat": now, "exp": now + 600,
            }).encode())
            signature = hmac.new(os.environ["HELPDESK_SECRET"].encode(), f"{head}.{body}".encode(), hashlib.sha256).digest()
            return f"{head}.{body}.{encode(signature)}"
        """;

    private const string CSharp =
        """
        static string ChatToken(User user)
        {
            var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
            var head = Encode(JsonSerializer.SerializeToUtf8Bytes(new { alg = "HS256", typ = "JWT", kid = "KEY_ID" }));
            var body = Encode(JsonSerializer.SerializeToUtf8Bytes(new
            {
                sub = user.Id.ToString(), name = user.Name, email = user.Email, email_verified = user.EmailVerified,
                aud = "INBOX", iat = now, exp = now + 600,
            }));
            var secret = Encoding.UTF8.GetBytes(Environment.GetEnvironmentVariable("HELPDESK_SECRET")!);
            return $"{head}.{body}.{Encode(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes($"{head}.{body}")))}";
        }

        static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        """;
}
