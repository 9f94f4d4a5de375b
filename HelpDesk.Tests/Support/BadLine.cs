using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace HelpDesk.Tests.Support;

/// <summary>What befalls a line.</summary>
internal enum Fault
{
    /// <summary>Every connection is reset; the next one is fine.</summary>
    Reset,

    /// <summary>Every connection is reset, and there is no other until it is mended.</summary>
    Down,

    /// <summary>Nothing comes through the connections that stand, and nobody says so; new ones are fine.</summary>
    Silence,

    /// <summary>A request arrives, its answer never does.</summary>
    LostAnswer,

    /// <summary>One connection breaks in the middle of a request.</summary>
    HalfRequest,

    /// <summary>One connection breaks in the middle of an answer.</summary>
    HalfAnswer,
}

/// <summary>
/// A wire between a browser and a program that breaks where the traffic is: after so many more pieces of it, not after so
/// much time, so that a busy machine is no quieter than an idle one.
/// </summary>
internal sealed class BadLine : IAsyncDisposable
{
    private readonly CancellationTokenSource stopped = new();
    private readonly ConcurrentDictionary<Wire, byte> wires = new();
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly int target;
    private readonly Task accepting;
    private volatile Plan? plan;
    private volatile bool isDown;

    /// <param name="target">The port on this machine to which the line leads.</param>
    public BadLine(int target)
    {
        this.target = target;
        listener.Start();
        accepting = AcceptAsync(stopped.Token);
    }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

    /// <summary>Something on the way waits for the end of an answer before it passes it on: event streams never come.</summary>
    public bool HoldsStreams { get; set; }

    /// <returns>Done when it has broken.</returns>
    public Task BreakAsync(Fault fault, int afterPieces)
    {
        var next = new Plan(fault, afterPieces);
        plan = next;
        return next.Done.Task;
    }

    public void Mend()
    {
        isDown = false;
        foreach (var wire in wires.Keys.Where(wire => wire.IsDeaf))
        {
            wire.Break();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopped.CancelAsync();
        listener.Stop();
        BreakAll();
        await accepting.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        stopped.Dispose();
    }

    private async Task AcceptAsync(CancellationToken ct)
    {
        while (true)
        {
            _ = ConnectAsync(new Wire(await listener.AcceptSocketAsync(ct)), ct);
        }
    }

    private async Task ConnectAsync(Wire wire, CancellationToken ct)
    {
        wires[wire] = 0;
        try
        {
            if (!isDown)
            {
                await wire.Far.ConnectAsync(IPAddress.Loopback, target, ct);
                await Task.WhenAny(CarryAsync(wire, isAnswer: false, ct), CarryAsync(wire, isAnswer: true, ct));
            }
        }
        catch (Exception broken) when (broken is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Nobody is at the other end.
        }

        wires.TryRemove(wire, out _);
        wire.Break();
    }

    private async Task CarryAsync(Wire wire, bool isAnswer, CancellationToken ct)
    {
        var (from, to) = isAnswer ? (wire.Far, wire.Near) : (wire.Near, wire.Far);
        var buffer = new byte[16 << 10];
        try
        {
            for (int read; (read = await from.ReceiveAsync(buffer, ct)) > 0;)
            {
                var piece = Befall(wire, isAnswer, buffer.AsMemory(0, read));
                await to.SendAsync(piece, ct);
                if (piece.Length < read && !wire.IsDeaf && !wire.IsHeld)
                {
                    return;
                }
            }
        }
        catch (Exception broken) when (broken is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // A broken line tells nobody why.
        }
    }

    /// <returns>What of the piece goes on.</returns>
    private Memory<byte> Befall(Wire wire, bool isAnswer, Memory<byte> piece)
    {
        var fault = Due(isAnswer);
        wire.IsHeld |= isAnswer && HoldsStreams && piece.Span.IndexOf("text/event-stream"u8) >= 0;
        if (fault is Fault.HalfRequest or Fault.HalfAnswer)
        {
            return piece[..(piece.Length / 2)];
        }

        if (wire.IsDeaf || (isAnswer && (wire.LosesAnswers || wire.IsHeld)))
        {
            return Memory<byte>.Empty;
        }

        wire.LosesAnswers |= fault is Fault.LostAnswer;
        return piece;
    }

    private Fault? Due(bool isAnswer)
    {
        if (plan is not { } due || due.IsForOther(isAnswer) || !due.IsDue())
        {
            return null;
        }

        plan = null;
        isDown |= due.Fault is Fault.Down;
        if (due.Fault is Fault.Reset or Fault.Down)
        {
            BreakAll();
        }
        else if (due.Fault is Fault.Silence)
        {
            wires.Keys.ToList().ForEach(wire => wire.IsDeaf = true);
        }

        due.Done.SetResult();
        return due.Fault;
    }

    private void BreakAll() => wires.Keys.ToList().ForEach(wire => wire.Break());

    private sealed class Plan(Fault fault, int left)
    {
        private int left = left;

        public Fault Fault => fault;

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsForOther(bool isAnswer) => Fault switch
        {
            Fault.LostAnswer or Fault.HalfRequest => isAnswer,
            Fault.HalfAnswer => !isAnswer,
            _ => false,
        };

        public bool IsDue() => Interlocked.Decrement(ref left) == 0;
    }

    private sealed class Wire(Socket near)
    {
        public Socket Near => near;

        public Socket Far { get; } = new(SocketType.Stream, ProtocolType.Tcp);

        public bool IsDeaf { get; set; }

        public bool IsHeld { get; set; }

        public bool LosesAnswers { get; set; }

        /// <summary>Resets both ends.</summary>
        public void Break()
        {
            foreach (var end in new[] { near, Far })
            {
                try
                {
                    end.LingerState = new LingerOption(true, 0);
                }
                catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
                {
                    // It was closed already.
                }

                end.Dispose();
            }
        }
    }
}
