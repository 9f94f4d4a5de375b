using HelpDesk.Benchmarks;

// dotnet run -c Release --project benchmarks [PROGRAM] [PART …]
// PROGRAM is the published file (dist/<rid>/helpdesk). Without it that file is measured if it is there, else the newest
// build of the web project. Without parts all are run: memory, audience, delivery, messages, mail, workspace, history.
var program = args.FirstOrDefault(File.Exists) ?? Programs.Newest();
var parts = args.Where(arg => !File.Exists(arg)).ToHashSet(StringComparer.Ordinal);
bool Wanted(string part) => parts.Count == 0 || parts.Contains(part);

Report.Head(program);
using (var desk = await Desk.StartAsync(program))
{
    await (Wanted("memory") ? Crowds.MeasureAsync(desk) : Task.CompletedTask);
    await (Wanted("audience") ? Audience.MeasureAsync(desk) : Task.CompletedTask);
    await (Wanted("delivery") ? Delivery.MeasureAsync(desk) : Task.CompletedTask);
    await (Wanted("messages") ? Throughput.MeasureAsync(desk) : Task.CompletedTask);
    await (Wanted("mail") ? MailIn.MeasureAsync(desk) : Task.CompletedTask);
    await (Wanted("workspace") ? Workspaces.MeasureAsync(desk) : Task.CompletedTask);
}

if (Wanted("history"))
{
    using var old = await Desk.StartAsync(program, Past.TellAsync);
    await History.MeasureAsync(old);
}

Report.Foot();
