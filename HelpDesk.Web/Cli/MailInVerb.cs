using System.CommandLine;
using HelpDesk.Domain.Email;
using HelpDesk.Migrations;
using HelpDesk.Web.Channels.Email;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Cli;

/// <summary>
/// <c>mail-in</c>: takes a mail from standard input, for mail servers that pipe. Whatever hinders it from being stored is
/// told by the code that makes the server keep the mail and try again.
/// </summary>
internal sealed class MailInVerb : IVerb
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Option<string> inbox = new("--inbox") { Description = "The key of the mail inbox. Without it the address that the mail was sent to decides.", HelpName = "KEY" };
    private readonly Option<bool> wait = new("--wait") { Description = "Ends when the mail has become a message, and prints the number of its ticket." };

    public IReadOnlyList<Option> Options => [inbox, wait];

    public async Task<int> RunAsync(Call call, CancellationToken ct)
    {
        WebApplication? app = null;
        try
        {
            app = await call.Desk.OpenAsync(call.Settings, ct);
            await app.Services.GetRequiredService<MailboxSetup>().RunAsync(ct);
            var id = await app.Services.GetRequiredService<MailDoor>().TakeAsync(call.Input(), MailSource.Pipe, call.Parsed.GetValue(inbox), ct);
            if (call.Parsed.GetValue(wait))
            {
                await call.Output.WriteLineAsync(await WaitAsync(app.Services, id, ct));
            }

            return ExitCode.Done;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw new TryAgainException(failure);
        }
        finally
        {
            await (app?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }

    // By this process or, beside a running server, by whoever is first. It is stored: what hinders its reading is no reason
    // to have it sent again.
    private static async Task<string> WaitAsync(IServiceProvider services, long id, CancellationToken ct)
    {
        var factory = services.GetRequiredService<IDbContextFactory<HelpDeskDb>>();
        var reading = services.GetRequiredService<MailTaking>();
        var clock = services.GetRequiredService<TimeProvider>();
        for (var began = clock.GetTimestamp(); clock.GetElapsedTime(began) < Patience; await Task.Delay(Pause, ct))
        {
            await reading.RunOnceAsync(id, ct);
            await using var db = await factory.CreateDbContextAsync(ct);
            var mail = await db.RawMails.AsNoTracking().SingleAsync(row => row.Id == id, ct);
            if (mail.State != RawMailState.Stored)
            {
                var ticket = await db.Messages.Where(message => message.RawMailId == id).Select(message => (long?)message.Ticket.Number).FirstOrDefaultAsync(ct);
                return ticket is { } number ? $"ticket {number}" : mail.State == RawMailState.Quarantined ? $"quarantined: {mail.Error}" : "stored, no new message";
            }
        }

        return "stored, not read yet";
    }
}
