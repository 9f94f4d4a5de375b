using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using HelpDesk.Web.Data;
using HelpDesk.Web.Ui.Texts;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Actions.Inboxes;

/// <summary>How a chat looks and what it offers, as an administrator types it.</summary>
/// <param name="Title">The name customers see; blank shows the workspace's.</param>
/// <param name="Colour"><c>#rrggbb</c>; blank keeps the product's accent.</param>
/// <param name="Greeting">What stands above the first message; blank keeps ours, in the visitor's language.</param>
/// <param name="Files">Customers may send files.</param>
/// <param name="Origins">The pages that may embed it, one a line; blank admits every page.</param>
internal sealed record InboxLook(string Title, string Colour, string Greeting, bool Files, string Origins)
{
    public WidgetSide Position { get; init; }

    /// <summary>What stands in the launcher; blank shows its sign alone.</summary>
    public string Launcher { get; init; } = "";

    /// <summary>The languages it speaks.</summary>
    public IReadOnlyCollection<string> Languages { get; init; } = Texts.Languages;

    /// <summary>The one for visitors who speak none of them; null takes the workspace's.</summary>
    public string? Fallback { get; init; }

    public WidgetOffers Offers { get; init; } = new();

    public bool OnContactPage { get; init; } = true;
}

/// <summary>An administrator changes how a web inbox meets its customers. A refusal's code is the field.</summary>
internal sealed class DressInbox(Writer writer)
{
    public const int MaxTitle = 80;
    public const int MaxGreeting = 500;

    /// <summary>Longest text in the launcher, in characters: it fits a phone.</summary>
    public const int MaxLauncher = 24;
    private const int MaxOrigins = 100;
    private const int MaxOrigin = 200;

    /// <exception cref="RuleException">It cannot be so: <c>title</c>, <c>colour</c>, <c>greeting</c>, <c>launcher</c>, <c>languages</c> or <c>origins</c>.</exception>
    /// <exception cref="NotFoundException">There is no such web inbox.</exception>
    public Task RunAsync(Actor actor, string key, InboxLook look, CancellationToken ct)
    {
        actor.Require(Permission.Administer);
        return writer.RunAsync(
            async (db, token) =>
            {
                var inbox = await db.Inboxes.SingleOrDefaultAsync(row => row.Key == key && row.Channel == Channel.Chat, token) ?? throw new NotFoundException("inbox");
                inbox.Dress(inbox.Widget with
                {
                    Title = Line("title", look.Title, MaxTitle),
                    Colour = ColourOf(look.Colour),
                    Greeting = Text("greeting", look.Greeting, MaxGreeting),
                    Files = look.Files,
                    AllowedOrigins = OriginsOf(look.Origins),
                    Position = look.Position,
                    Launcher = Line("launcher", look.Launcher, MaxLauncher),
                    Languages = LanguagesOf(look, await db.Workspaces.Select(row => row.Language).FirstOrDefaultAsync(token)),
                    Offers = look.Offers,
                    OnContactPage = look.OnContactPage,
                });
            },
            ct);
    }

    /// <summary>The origin of a page's address, as browsers send it: scheme, host and port. False for anything else.</summary>
    public static bool TryOrigin(string? text, out string origin)
    {
        origin = "";
        if (text is not { Length: > 0 and <= MaxOrigin } || !Uri.TryCreate(text.Trim(), UriKind.Absolute, out var address)
            || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp) || address.UserInfo.Length > 0 || address.Host.Length == 0)
        {
            return false;
        }

        origin = $"{address.Scheme}://{address.IdnHost}{(address.IsDefaultPort ? "" : $":{address.Port}")}";
        return true;
    }

    private static string? ColourOf(string typed)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return null;
        }

        return BrandColour.TryRead(typed, out var colour) ? colour : throw new RuleException("colour", "A colour is written like #3b52c4.");
    }

    // The one for everybody else comes first. All of them, with the workspace's own for everybody else, is no choice.
    private static List<string> LanguagesOf(InboxLook look, string? usual)
    {
        var chosen = Texts.Languages.Where(look.Languages.Contains).ToList();
        if (chosen.Count == 0)
        {
            throw new RuleException("languages", "Choose at least one language.");
        }

        var first = look.Fallback ?? usual ?? chosen[0];
        return chosen.Count == Texts.Languages.Count && first == usual ? [] : [.. chosen.OrderByDescending(language => language == first)];
    }

    private static List<string> OriginsOf(string typed)
    {
        var lines = typed.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var origins = lines.Select(line => TryOrigin(line, out var origin)
            ? origin
            : throw new RuleException("origins", "“{0}” is no address of a site. An example: https://www.example.com.", Shown(line))).Distinct().ToList();
        return origins.Count <= MaxOrigins ? origins : throw new RuleException("origins", "At most {0} sites are kept.", MaxOrigins);
    }

    private static string? Line(string field, string typed, int most) =>
        typed.Trim() is { Length: > 0 } text && text.Any(char.IsControl) ? throw new RuleException(field, "This takes one line of text.") : Text(field, typed, most);

    private static string? Text(string field, string typed, int most)
    {
        var text = typed.Trim().ReplaceLineEndings("\n");
        return text.Length > most ? throw new RuleException(field, "At most {0} characters fit here.", most) : text.Length == 0 ? null : text;
    }

    private static string Shown(string line) => line.Length <= 60 ? line : string.Concat(line.AsSpan(0, 60), "…");
}
