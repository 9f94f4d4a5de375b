using System.Net;
using System.Text.RegularExpressions;

namespace HelpDesk.Benchmarks;

/// <summary>The agent's browser, without the browser: signed in, it asks for pages.</summary>
internal static partial class SignedIn
{
    public static async Task<HttpClient> EnterAsync(Desk desk)
    {
        var http = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(desk.Url) };
        http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        var form = await http.GetStringAsync("/sign-in");
        using var answer = await http.PostAsync("/sign-in?returnUrl=%2Ftickets%2Fall", new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["_handler"] = "sign-in",
            ["__RequestVerificationToken"] = Token().Match(form).Groups[1].Value,
            ["email"] = Desk.Email,
            ["password"] = Desk.Password,
        }));
        answer.EnsureSuccessStatusCode();
        return answer.RequestMessage?.RequestUri?.AbsolutePath.StartsWith("/tickets", StringComparison.Ordinal) == true
            ? http
            : throw new InvalidOperationException("The agent could not sign in.");
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"", RegexOptions.NonBacktracking)]
    private static partial Regex Token();
}
