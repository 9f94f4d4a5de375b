using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using HelpDesk.Domain;
using HelpDesk.Domain.Agents;
using HelpDesk.Domain.Customers;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;
using HelpDesk.Web.Actions;
using HelpDesk.Web.Actions.Customers;
using HelpDesk.Web.Data;
using HelpDesk.Web.Intake;
using HelpDesk.Web.Ui.Texts;
using Microsoft.EntityFrameworkCore;
using Channel = HelpDesk.Domain.Tickets.Channel;

namespace HelpDesk.Web.Channels.Chat;

/// <summary>
/// A customer takes their data home, or asks for it to be deleted. Whoever proved an address by mail gets what this browser
/// may read anyway, and an administrator decides about their wish: the address may be that of somebody whom they only named.
/// Whom the site has signed is erased at once.
/// </summary>
internal static class PrivacyEndpoints
{
    private const int MostTickets = 200;
    private const int MostMessages = 10_000;

    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(30);
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerOptions.Web) { WriteIndented = true };

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/data", DownloadAsync);
        routes.MapPost("/forget", ForgetAsync);
    }

    private static async Task<IResult> DownloadAsync(
        Caller caller, Throttle throttle, Files files, DataFolder folder, IDbContextFactory<HelpDeskDb> factory, TimeProvider clock, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var customer = await VerifiedAsync(caller, db, ct);
        throttle.Check($"data:{caller.Visitor.Key}", Every, Slack);
        var numbers = await caller.TicketsIn(db).Where(ticket => ticket.CustomerId == customer.Id).Take(MostTickets).Select(ticket => ticket.Id).ToListAsync(ct);
        var messages = await VisitorMessage.ReadAsync(
            db, db.Messages.Where(message => numbers.Contains(message.TicketId) && message.Kind == MessageKind.Public).OrderBy(message => message.Id).Take(MostMessages), ct);
        var attached = await db.Attachments.AsNoTracking()
            .Where(file => db.Messages.Any(message => message.Id == file.MessageId && message.Kind == MessageKind.Public && numbers.Contains(message.TicketId)))
            .OrderBy(file => file.Id).Take(MostMessages).ToListAsync(ct);
        var said = messages.OrderBy(row => row.Id).Select(row => row.Message).ToList();
        var data = new CustomerData(clock.GetUtcNow(), RecordOf(customer, caller), said);
        return TypedResults.Stream(await PackAsync(data, attached, files, folder, ct), "application/zip", "my-data.zip");
    }

    private static async Task<IResult> ForgetAsync(
        Caller caller, Throttle throttle, EraseCustomer erase, Intake.Intake intake, IDbContextFactory<HelpDeskDb> factory, TimeProvider clock, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var customer = await VerifiedAsync(caller, db, ct);
        throttle.Check($"forget:{caller.Visitor.Key}", Every, Slack);
        if (IsSigned(customer, caller))
        {
            await erase.RunAsync(Actor.System, customer.Id, ct);
            return TypedResults.Json(new Forgotten(true));
        }

        await intake.TakeAsync(
            new InboundMessage
            {
                Channel = Channel.Chat,
                InboxId = caller.Inbox.Id,
                VisitorKey = caller.Visitor.Key,
                LinkedTicketId = caller.Visitor.LinkedTicketId,
                Text = Texts.In(customer.Language)["Please delete my data."],
                ClientKey = string.Create(CultureInfo.InvariantCulture, $"forget-{clock.GetUtcNow():yyyy-MM-dd}"),
                StartsNew = true,
                Language = caller.Token.Language,
                TimeZone = caller.Token.TimeZone,
            },
            CancellationToken.None);
        return TypedResults.Json(new Forgotten(false));
    }

    private static async Task<Customer> VerifiedAsync(Caller caller, HelpDeskDb db, CancellationToken ct)
    {
        var owners = caller.TicketsIn(db).Select(ticket => ticket.CustomerId);
        var customer = await db.Customers.AsNoTracking().Include(row => row.Identities)
            .Where(row => owners.Contains(row.Id) && row.ErasedAt == null).OrderByDescending(row => row.Id).FirstOrDefaultAsync(ct) ?? throw new NotFoundException("chat");
        return IsSigned(customer, caller) || customer.Identities.Any(identity => identity is { Type: IdentityType.Email, VerifiedAt: not null })
            ? customer
            : throw new RuleException("unverified", "We do not know yet that this is you. Answer the mail that we send you, then ask again.");
    }

    private static bool IsSigned(Customer customer, Caller caller) => caller.Visitor.ExternalId is { } id && customer.ExternalId == id;

    private static RecordData RecordOf(Customer customer, Caller caller) => new(
        customer.DisplayName, customer.Language, customer.TimeZone, customer.FirstSeenAt,
        IsSigned(customer, caller) ? [.. customer.Identities.Where(identity => identity.Type is IdentityType.Email or IdentityType.Phone).Select(identity => identity.Value)] : [],
        IsSigned(customer, caller) ? customer.Attributes : new Dictionary<string, string>());

    private static async Task<Stream> PackAsync(CustomerData data, List<Attachment> attached, Files files, DataFolder folder, CancellationToken ct)
    {
        var packed = new FileStream(
            Path.Combine(folder.Tmp, Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 81_920, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        await using (var zip = await ZipArchive.CreateAsync(packed, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, ct))
        {
            await using (var json = await zip.CreateEntry("data.json").OpenAsync(ct))
            {
                await JsonSerializer.SerializeAsync(json, data, Readable, ct);
            }

            foreach (var file in attached)
            {
                await using var content = files.Open(file.Hash);
                if (content is not null)
                {
                    // By its id and never by its name, which anybody may have chosen.
                    await using var entry = await zip.CreateEntry($"files/{file.PublicId}{ExtensionOf(file.Name)}").OpenAsync(ct);
                    await content.CopyToAsync(entry, ct);
                }
            }
        }

        packed.Position = 0;
        return packed;
    }

    private static string ExtensionOf(string name)
    {
        var letters = string.Concat(Path.GetExtension(name).Where(char.IsAsciiLetterOrDigit).Take(8));
        return letters.Length == 0 ? "" : $".{letters.ToLowerInvariant()}";
    }

    private sealed record Forgotten(bool Erased);

    private sealed record CustomerData(DateTimeOffset At, RecordData Customer, IReadOnlyList<VisitorMessage> Messages);

    private sealed record RecordData(
        string Name, string Language, string? TimeZone, DateTimeOffset FirstSeenAt, IReadOnlyList<string> Addresses, IReadOnlyDictionary<string, string> Attributes);
}
