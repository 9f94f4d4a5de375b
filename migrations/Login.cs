using Microsoft.AspNetCore.Identity;

namespace HelpDesk.Migrations;

/// <summary>How an agent signs in. The agent's record has the same id and stands in the domain.</summary>
public sealed class Login : IdentityUser<long>;
