using HelpDesk.Domain;
using HelpDesk.Domain.Agents;

namespace HelpDesk.Tests.Domain.Agents;

public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("short")]
    [InlineData("nine char")]
    [InlineData("Password123!")]
    [InlineData("contraseña2024")]
    [InlineData("1234567890")]
    [InlineData("9876543210")]
    [InlineData("abcabcabcabc")]
    [InlineData("ann@example.com")]
    [InlineData("ann2024!!!!!")]
    public void What_attackers_try_first_is_refused(string password) =>
        Should.Throw<RuleException>(() => PasswordRules.Check(password, "ann@example.com")).Code.ShouldBe("password");

    [Theory]
    [InlineData("correct horse battery")]
    [InlineData("azul limón ventana")]
    [InlineData("x7#kQ!93mz")]
    public void Words_that_nobody_guesses_are_accepted(string password) =>
        Should.NotThrow(() => PasswordRules.Check(password, "ann@example.com"));
}
