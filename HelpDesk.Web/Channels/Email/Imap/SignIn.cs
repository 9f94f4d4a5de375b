using System.Text;

namespace HelpDesk.Web.Channels.Email.Imap;

/// <summary>Signs in by a way the server advertises, never by a weaker one than it admits.</summary>
internal static class SignIn
{
    private const string AtOnce = "SASL-IR";

    /// <exception cref="ImapException">The server refuses, or offers no way that fits.</exception>
    public static async Task RunAsync(ImapConnection connection, ImapServer server, CancellationToken ct)
    {
        await AskCapabilitiesAsync(connection, ct);
        var answer = await connection.AskAsync(Choose(connection, server), ct);
        if (answer.State != "OK")
        {
            throw new ImapException(AsksForPatience(answer) ? ImapTrouble.Busy : ImapTrouble.SignInRefused, answer.Words);
        }

        if (!answer.Says("CAPABILITY"))
        {
            connection.ForgetCapabilities();
        }
    }

    public static async Task AskCapabilitiesAsync(ImapConnection connection, CancellationToken ct)
    {
        if (!connection.KnowsCapabilities)
        {
            await connection.RunAsync(new ImapCommand("CAPABILITY"), ct);
        }
    }

    private static ImapCommand Choose(ImapConnection connection, ImapServer server)
    {
        if (server.Token is { } token)
        {
            return connection.Can("AUTH=XOAUTH2")
                ? Authenticate(connection, "XOAUTH2", $"user={server.User}\u0001auth=Bearer {token}\u0001\u0001")
                : throw new ImapException(ImapTrouble.NoWayToSignIn, "XOAUTH2");
        }

        if (connection.Can("AUTH=PLAIN"))
        {
            return Authenticate(connection, "PLAIN", $"\0{server.User}\0{server.Secret}");
        }

        return connection.Can("LOGINDISABLED")
            ? throw new ImapException(ImapTrouble.NoWayToSignIn, "LOGINDISABLED")
            : new ImapCommand("LOGIN").Text(server.User).Secret(server.Secret);
    }

    private static ImapCommand Authenticate(ImapConnection connection, string way, string answer) =>
        new ImapCommand($"AUTHENTICATE {way}").SecretAnswer(Convert.ToBase64String(Encoding.UTF8.GetBytes(answer)), connection.Can(AtOnce));

    // A code that names the reason counts more than words that may stand in any refusal.
    private static bool AsksForPatience(ImapResponse answer) =>
        !answer.Says("AUTHENTICATIONFAILED") && !answer.Says("AUTHORIZATIONFAILED") && !answer.Says("EXPIRED") && answer.AsksForPatience;
}
