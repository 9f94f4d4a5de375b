using System.Security.Cryptography;
using HelpDesk.Domain.Chat;
using HelpDesk.Web.Http;
using HelpDesk.Web.Settings;

namespace HelpDesk.Web.Channels.Chat;

/// <summary>
/// Asks for a little work while more comes to an inbox than people send. Below that nobody is asked; and whoever has worked
/// is let through, however much comes.
/// </summary>
internal sealed class Pressure(Throttle throttle, TimeProvider clock)
{
    /// <summary>The header of a call that comes again with its solution.</summary>
    public const string Header = "Work";

    // Of this start of the program: challenges live for minutes.
    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);

    /// <summary>A new visitor opens the inbox.</summary>
    /// <exception cref="ProblemException">There are too many of them: work is asked for (<c>work</c>).</exception>
    public void CheckVisitor(HttpContext context, ChatInbox inbox, LimitsOptions limits) => Check(context, $"visitors:{inbox.Id}", limits.VisitorsPerInboxPerMinute);

    /// <summary>A message comes.</summary>
    /// <exception cref="ProblemException">There are too many of them: work is asked for (<c>work</c>).</exception>
    public void CheckMessage(HttpContext context, ChatInbox inbox, LimitsOptions limits) => Check(context, $"messages:{inbox.Id}", limits.MessagesPerInboxPerMinute);

    private void Check(HttpContext context, string what, int perMinute)
    {
        var minute = TimeSpan.FromMinutes(1);
        var purpose = $"{what} {Throttle.AddressKey(context.Connection.RemoteIpAddress)}";
        if (IsSolved(context.Request.Headers[Header].ToString(), purpose) || throttle.Take($"pressure:{what}", minute / perMinute, minute) is not { } wait)
        {
            return;
        }

        var salt = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        throw new ProblemException(new Problem(StatusCodes.Status429TooManyRequests, "work", "Much comes at once here. Solve the challenge and send this again.")
        {
            RetryAfter = wait,
            Challenge = ProofOfWork.Challenge(salt, purpose, clock.GetUtcNow(), key),
        });
    }

    // Each solution counts once.
    private bool IsSolved(string solution, string purpose) => solution.Length > 0
        && ProofOfWork.IsSolved(solution, purpose, clock.GetUtcNow(), key, out var salt)
        && throttle.Take($"work:{salt}", ProofOfWork.Lifetime, ProofOfWork.Lifetime) is null;
}
