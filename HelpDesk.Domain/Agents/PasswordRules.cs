namespace HelpDesk.Domain.Agents;

/// <summary>
/// What a password must be: long, and not one of those that are tried first. No rules about kinds of characters, which
/// make people write them down (OWASP ASVS 5.0, V6.2).
/// </summary>
public static class PasswordRules
{
    /// <summary>Shortest accepted, in characters.</summary>
    public const int MinLength = 10;

    /// <summary>Longest accepted, so that hashing stays cheap.</summary>
    public const int MaxLength = 200;

    private const int MinDistinct = 5;

    // Words that begin or make up the passwords found most often in public collections, of ten characters with a tail of digits.
    private static readonly string[] Common =
    [
        "password", "passw0rd", "p@ssword", "p@ssw0rd", "contraseña", "contrasena", "motdepasse", "qwerty", "qwertyui", "qwertyuiop", "azerty",
        "azertyuiop", "asdfghjkl", "letmein", "welcome", "bienvenido", "bienvenue", "iloveyou", "teamo", "tequiero", "jetaime", "admin",
        "administrator", "administrador", "administrateur", "superman", "batman", "pokemon", "football", "baseball", "basketball", "barcelona",
        "realmadrid", "princess", "princesa", "princesse", "sunshine", "dragon", "monkey", "master", "secret", "secreto", "changeme", "default",
        "helpdesk", "support", "soporte", "service", "computer", "internet", "starwars", "whatever", "trustno", "abcdefgh", "abcdefghij",
        "qazwsxedc", "zaqxswcde", "zxcvbnm", "michelle", "jennifer", "alejandro", "alexander", "liverpool", "chocolate", "bonjour", "hola",
    ];

    private static readonly string[] Runs = ["01234567890123456789", "98765432109876543210", "abcdefghijklmnopqrstuvwxyz"];

    /// <summary>Refuses a password that is too short, too long or easily guessed.</summary>
    /// <param name="password">As typed.</param>
    /// <param name="email">The address of its owner, which must not be the password.</param>
    /// <exception cref="RuleException">It is refused; the message says why.</exception>
    public static void Check(string password, string email)
    {
        if (password.Length < MinLength)
        {
            throw new RuleException("password", "A password has at least 10 characters. Three or four words are easy to remember.");
        }

        if (password.Length > MaxLength)
        {
            throw new RuleException("password", "A password has at most 200 characters.");
        }

        if (IsEasy(password.ToLowerInvariant(), email.ToLowerInvariant()))
        {
            throw new RuleException("password", "This password is among the first that attackers try. Choose another one.");
        }
    }

    private static bool IsEasy(string password, string email) =>
        password.Distinct().Count() < MinDistinct
        || password == email
        || Array.Exists(Runs, run => run.Contains(password, StringComparison.Ordinal))
        || Array.Exists([.. Common, email.Split('@')[0]], Core(password).Equals);

    // "Password123!" is "password" with a tail.
    private static string Core(string password) => password.Trim("0123456789!?.*#$_-+ ".ToCharArray());
}
