using System.Text;

namespace HelpDesk.Web.Channels.Email.Smtp;

/// <summary>Signing in (RFC 4954).</summary>
internal sealed partial class SmtpClient
{
    private const string AuthHint = "Check user and password of outgoing mail; some providers want a password made for this program.";

    private const string Masked = "••••";

    /// <exception cref="SmtpReplyException">Not now (4xx).</exception>
    /// <exception cref="SmtpSetupException">User or password are wrong, or the server knows no way in that we know.</exception>
    /// <exception cref="ArgumentException">User or password hold a NUL.</exception>
    public async Task AuthenticateAsync(string user, string password, CancellationToken ct)
    {
        if (user.Contains('\0', StringComparison.Ordinal) || password.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException("A NUL in user or password.", nameof(user));
        }

        var reply = Capabilities.Auth switch
        {
            var ways when ways.Contains("PLAIN") => await AskAsync($"AUTH PLAIN {Letters($"\0{user}\0{password}")}", SmtpTimeouts.Command, ct, $"AUTH PLAIN {Masked}"),
            var ways when ways.Contains("LOGIN") => await LoginAsync(user, password, ct),
            var ways => throw new SmtpSetupException(
                new("The mail server offers no way to sign in that we know (PLAIN, LOGIN), only: {0}.", ways.Count > 0 ? string.Join(", ", ways) : "–"),
                "Some servers offer it only through TLS."),
        };
        if (reply.IsPermanent)
        {
            throw new SmtpSetupException(new("The mail server did not accept user and password: {0}", reply), AuthHint);
        }

        Expect(reply);
    }

    private async Task<SmtpReply> LoginAsync(string user, string password, CancellationToken ct)
    {
        var reply = await AskAsync("AUTH LOGIN", SmtpTimeouts.Command, ct);
        foreach (var word in (string[])[user, password])
        {
            if (reply.IsHalfway)
            {
                reply = await AskAsync(Letters(word), SmtpTimeouts.Command, ct, Masked);
            }
            else
            {
                return reply;
            }
        }

        return reply;
    }

    private static string Letters(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
