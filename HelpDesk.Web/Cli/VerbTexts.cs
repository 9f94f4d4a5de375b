namespace HelpDesk.Web.Cli;

/// <summary>What <c>--help</c> says, with an example of each.</summary>
internal static class VerbTexts
{
    public const string Program = """
        HelpDesk: chat, mail and tickets for a small team, in one file.

        Examples:
          helpdesk
          helpdesk serve --urls http://0.0.0.0:8080 --data /srv/helpdesk
          helpdesk create-admin --email ann@example.com --name Ann
          helpdesk --Chat:EndAfter=01:00:00
        """;

    public const string Serve = """
        Starts the server (also without any verb).

        Example:
          helpdesk serve --urls http://0.0.0.0:8080 --data /srv/helpdesk
        """;

    public const string CreateAdmin = """
        Adds an administrator, and a team, opening hours and a web chat if there are none.

        Example:
          helpdesk create-admin --email ann@example.com --name Ann
        """;

    public const string ResetPassword = """
        Prints a link, good for one hour, by which somebody sets a new password.

        Example:
          helpdesk reset-password --email ann@example.com
        """;

    public const string CreateToken = """
        Prints a new key, once.

        Example:
          helpdesk token create --name shop --scopes tickets:read,tickets:write --agent ann@example.com
        """;

    public const string MailIn = """
        Takes a mail from standard input, for mail servers that pipe. Ends with 0 when it is safe, 75 when the mail server
        should try again.

        Examples:
          helpdesk mail-in < message.eml
          helpdesk mail-in --inbox mail --wait < message.eml
        """;

    public const string Demo = """
        Fills the desk with a world to try it with, or removes that world again.

        Examples:
          helpdesk demo
          helpdesk demo --remove
        """;

    public const string Migrate = """
        Brings the database up to date, as every start does.

        Example:
          helpdesk migrate --dry-run
        """;

    public const string Doctor = """
        Looks whether everything is as it should be. Ends with 0 when it is, 1 when something is broken, 3 with warnings.

        Example:
          helpdesk doctor --json
        """;
}
