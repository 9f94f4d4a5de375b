using System.Globalization;
using System.Net;
using HelpDesk.Domain;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Work;
using HelpDesk.Migrations;
using HelpDesk.Web.Actions;
using HelpDesk.Web.Intake;
using HelpDesk.Web.Ui.Texts;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Channels.Chat;

/// <summary>
/// Every way to reach the workspace on one page that needs no script: chats with who answers and when, addresses, a call
/// back. Looking at it stores nothing.
/// </summary>
internal static class ContactPages
{
    private const int FormBytes = 16 << 10;
    private const int MaxName = 200;

    private static readonly TimeSpan CallEvery = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan CallSlack = TimeSpan.FromMinutes(15);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/contact", ShowAsync).AllowAnonymous();
        routes.MapPost("/contact", CallAsync).AllowAnonymous().DisableAntiforgery();
    }

    private static async Task<IResult> ShowAsync(HttpContext context, ContactDesk desk, CancellationToken ct)
    {
        var ways = await desk.ReadAsync(ct);
        return ContactPage.Answer(context, ways, ways.CallInbox is null ? null : new CallForm(desk.Admit(ways.CallInbox), "", "", "", null));
    }

    private static async Task<IResult> CallAsync(HttpContext context, ContactDesk desk, Throttle throttle, Intake.Intake intake, CancellationToken ct)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
        {
            body.MaxRequestBodySize = FormBytes;
        }

        // No origin is asked for: a page without a referrer sends none, and anybody may write to us.
        var ways = await desk.ReadAsync(ct);
        if (ways.CallInbox is not { } inbox || !context.Request.HasFormContentType)
        {
            return ContactPage.Answer(context, ways, null, StatusCodes.Status400BadRequest);
        }

        var form = await context.Request.ReadFormAsync(ct);
        var typed = new CallForm(form["visit"].ToString(), TextRules.Line(form["name"], MaxName), form["phone"].ToString(), form["when"].ToString(), null);

        // What no person sees and only a program fills in. It is thanked and nothing is stored.
        if (form["website"].ToString().Length > 0)
        {
            return ContactPage.Answer(context, ways, typed with { IsSent = true });
        }

        try
        {
            var call = WishEndpoints.Read(typed.Phone, typed.When) with { Name = typed.Name };
            throttle.Check($"ring:{Throttle.AddressKey(context.Connection.RemoteIpAddress)}", CallEvery / 4, CallSlack);
            await intake.TakeAsync(desk.Inbound(inbox, typed.Visit, call, context.Request), CancellationToken.None);
            return ContactPage.Answer(context, ways, typed with { Phone = call.Phone, IsSent = true });
        }
        catch (RuleException refused)
        {
            return ContactPage.Answer(context, ways, typed with { Problem = refused.Sentence }, StatusCodes.Status422UnprocessableEntity);
        }
    }
}

/// <summary>A call back as it was typed.</summary>
/// <param name="Visit">A visitor's token: the form sent twice is one wish.</param>
/// <param name="Problem">Why it was not taken; null when nothing is wrong.</param>
internal sealed record CallForm(string Visit, string Name, string Phone, string When, string? Problem)
{
    public bool IsSent { get; init; }
}

/// <summary>The ways to reach a workspace, as they are told on one page.</summary>
/// <param name="Addresses">Of mailboxes, each with the name of its inbox.</param>
/// <param name="CallInbox">Where a wish to be called goes; null where none takes it.</param>
internal sealed record ContactWays(
    string Workspace, Texts Words, IReadOnlyList<(ChatInbox Inbox, VisitorStatus Status)> Chats, IReadOnlyList<(string Address, string Name)> Addresses, ChatInbox? CallInbox,
    string TimeZone);

/// <summary>Reads what the contact page says, and takes its form.</summary>
internal sealed class ContactDesk(IDbContextFactory<HelpDeskDb> factory, InboxBook book, StatusBoard board, VisitorTokens tokens, TimeProvider clock)
{
    private const int Most = 20;

    public async Task<ContactWays> ReadAsync(CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var workspace = await db.Workspaces.AsNoTracking().FirstOrDefaultAsync(ct) ?? new Workspace("HelpDesk", "en", "UTC");
        var words = Texts.In(CultureInfo.CurrentUICulture.Name);
        var chats = new List<(ChatInbox, VisitorStatus)>();
        foreach (var inbox in (await book.AllAsync(ct)).Where(inbox => inbox.Widget is { OnContactPage: true, SignedOnly: false }).Take(Most))
        {
            chats.Add((inbox, VisitorStatus.Of(await board.OfAsync(inbox, ct), words.Language, workspace.TimeZone, null, clock.GetUtcNow())));
        }

        var mailboxes = await db.MailAccounts.AsNoTracking().Where(row => row.Address != "").OrderBy(row => row.Id).Take(Most)
            .Select(row => new { row.Address, Name = db.Inboxes.Where(inbox => inbox.Id == row.InboxId).Select(inbox => inbox.Name).First() })
            .ToListAsync(ct);

        // What a chat asks first, its consent above all, is not passed by on this page.
        var call = chats.Select(chat => chat.Item1).FirstOrDefault(inbox => inbox.Widget.Offers.CallBack && inbox.Widget.PreChat is null);
        return new ContactWays(workspace.Name, words, chats, mailboxes.ConvertAll(row => (row.Address, row.Name)), call, workspace.TimeZone);
    }

    /// <summary>A token of somebody of whom nothing is stored yet.</summary>
    public string Admit(ChatInbox inbox) => tokens.Seal(new VisitorToken(
        VisitorTokens.NewKey(), inbox.Id, clock.GetUtcNow(), null, Languages.Of(CultureInfo.CurrentUICulture.Name, inbox), null, null, null));

    /// <summary>The wish as a message. A token that is not ours is replaced.</summary>
    public InboundMessage Inbound(ChatInbox inbox, string visit, CallBack call, HttpRequest request)
    {
        var token = tokens.Open(visit) is { LinkId: null, Signed: null } known && known.InboxId == inbox.Id ? known : tokens.Open(Admit(inbox))!;
        return new InboundMessage
        {
            Channel = Channel.Chat,
            InboxId = inbox.Id,
            VisitorKey = token.Key,
            Text = WishEndpoints.TextOf(call, token.Language),
            ClientKey = $"contact-{call.Phone}",
            StartsNew = true,
            Wish = call,
            Language = token.Language,
            UserAgent = TextRules.Line(request.Headers.UserAgent, 500),
        };
    }
}
