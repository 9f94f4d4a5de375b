using HelpDesk.Benchmarks;

// dotnet run -c Release --project benchmarks [PROGRAM]
// PROGRAM is the published file (dist/linux-x64/helpdesk); without it the newest build of the web project is measured.
using var desk = await Desk.StartAsync(args.Length > 0 ? args[0] : Desk.Built());
Report.Head(desk.Program);

Report.Section("Memory of the server process");
Report.Line("idle", Report.Megabytes(await desk.SettledMemoryAsync()));

// The first visitors pay for what all share: code that is compiled, pools that fill.
await (await Crowd.ComeAsync(desk, 100)).DisposeAsync();
var used = await desk.SettledMemoryAsync();
Report.Line("after the first 100 visitors have left", Report.Megabytes(used));
await using (var crowd = await Crowd.ComeAsync(desk, 300))
{
    var crowded = await desk.SettledMemoryAsync();
    Report.Line("with 300 visitors listening", Report.Megabytes(crowded), $"{(crowded - used) / 1024.0 / crowd.Count:0.0} KB each");

    Report.Section("From a visitor's send to the other end, 300 others listening");
    Report.Distribution("message seen on a second stream", await Delivery.MeasureAsync(desk, 500));
}

Report.Section("Durable messages a second, 16 senders of 16 visitors");
Report.Rate("visitors' messages, acknowledged", await Throughput.MeasureAsync(desk, 16));
Report.Rate("bound: an empty Kestrel POST, 16 senders", await Bounds.PostsAsync(16));
Report.Rate("bound: SQLite commits of one row, synchronous=FULL", Bounds.Commits(desk.Data));

Report.Section("Memory per open workspace");
await Workspaces.MeasureAsync(desk, 10);
Report.Foot();
