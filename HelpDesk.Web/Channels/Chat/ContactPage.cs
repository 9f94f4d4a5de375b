using System.Net;
using HelpDesk.Web.Ui.Texts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HelpDesk.Web.Channels.Chat;

/// <summary>The contact page as HTML: no script, no circuit, our own styles alone.</summary>
internal static class ContactPage
{
    private const string Policy =
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// <param name="form">The call back; null where none is offered.</param>
    public static ContentHttpResult Answer(HttpContext context, ContactWays ways, CallForm? form, int status = StatusCodes.Status200OK)
    {
        var words = ways.Words;
        var title = Encode(words["How to reach {0}", ways.Workspace]);
        ChatPages.Protect(context, Policy);
        return TypedResults.Content(
            $"""
            <!doctype html>
            <html lang="{words.Language}">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>{title}</title>
              <link rel="icon" href="/favicon.svg" type="image/svg+xml">
              <link rel="stylesheet" href="/tokens.css">
              <link rel="stylesheet" href="/w/contact.css">
            </head>
            <body>
              <main>
                <h1>{title}</h1>
                {Chats(ways)}
                {Mail(ways)}
                {(form is null ? "" : Call(words, form))}
              </main>
            </body>
            </html>
            """,
            "text/html; charset=utf-8",
            statusCode: status);
    }

    private static string Chats(ContactWays ways)
    {
        var words = ways.Words;
        if (ways.Chats.Count == 0)
        {
            return ways.Addresses.Count == 0 ? $"<p>{Encode(words["There is no way to write to us here yet. Please come back later."])}</p>" : "";
        }

        var rows = ways.Chats.Select(chat =>
            $"""
            <li>
              {(ways.Chats.Count > 1 ? $"<h3>{Encode(chat.Inbox.Title)}</h3>" : "")}
              <p class="status" data-state="{chat.Status.State}">{Encode(StatusOf(words, chat.Status, ways.TimeZone))}</p>
              <a class="button" href="/c/{Encode(chat.Inbox.Key)}">{Encode(words["Open the chat"])}{(ways.Chats.Count > 1 ? $"<span class=\"hidden\">: {Encode(chat.Inbox.Title)}</span>" : "")}</a>
            </li>
            """);
        return $"<section aria-labelledby=\"chat\"><h2 id=\"chat\">{Encode(words["Chat with us"])}</h2><ul>{string.Concat(rows)}</ul></section>";
    }

    private static string StatusOf(Texts words, VisitorStatus status, string zone) => status.State switch
    {
        "online" => Joined(words["We are online"], status.EtaText),
        "away" => Joined(words["We are away for the moment"], status.EtaText),
        _ when status.OpensText is { } opens => words["We are closed and back {0} ({1})", opens, zone],
        _ => words["We are closed"],
    };

    private static string Joined(string state, string? eta) => eta is null ? state : $"{state} · {eta}";

    private static string Mail(ContactWays ways)
    {
        if (ways.Addresses.Count == 0)
        {
            return "";
        }

        var rows = ways.Addresses.Select(mailbox =>
            $"<li>{(ways.Addresses.Count > 1 ? $"<h3>{Encode(mailbox.Name)}</h3>" : "")}<a href=\"mailto:{Encode(mailbox.Address)}\">{Encode(mailbox.Address)}</a></li>");
        return $"<section aria-labelledby=\"mail\"><h2 id=\"mail\">{Encode(ways.Words["Write an e-mail"])}</h2><ul>{string.Concat(rows)}</ul></section>";
    }

    private static string Call(Texts words, CallForm form)
    {
        var head = $"<h2 id=\"call\">{Encode(words["Be called back"])}</h2>";
        if (form.IsSent)
        {
            return $"<section aria-labelledby=\"call\">{head}<p role=\"status\">{Encode(words["We will call you: {0}", form.Phone])}</p></section>";
        }

        var problem = form.Problem is null ? "" : $"<p id=\"problem\" role=\"alert\">{Encode(words[form.Problem])}</p>";
        var wrong = form.Problem is null ? "" : " aria-invalid=\"true\" aria-describedby=\"problem\"";
        return
            $"""
            <section aria-labelledby="call">
              {head}
              <form method="post" action="/contact#call">
                {problem}
                <input type="hidden" name="visit" value="{Encode(form.Visit)}">
                <label>{Encode(words["Your name (optional)"])}<input name="name" maxlength="200" autocomplete="name" value="{Encode(form.Name)}"></label>
                <label>{Encode(words["Your phone number"])}<input name="phone" type="tel" required maxlength="40" autocomplete="tel" value="{Encode(form.Phone)}"{wrong}></label>
                <label>{Encode(words["When does it suit you? (optional)"])}<input name="when" maxlength="200" value="{Encode(form.When)}"></label>
                <label class="hidden" aria-hidden="true">Website<input name="website" tabindex="-1" autocomplete="off"></label>
                <button>{Encode(words["Ask for a call"])}</button>
              </form>
            </section>
            """;
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
