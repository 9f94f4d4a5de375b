using System.Globalization;

namespace HelpDesk.Web.Channels.Email.Imap;

/// <summary>A mailbox over IMAP (RFC 3501, RFC 9051), with nothing that the server does not advertise.</summary>
internal sealed class ImapMailbox(ImapConnection connection) : IMailbox
{
    /// <summary>Bytes of a head that are worth having.</summary>
    private const int HeadLimit = 1 << 20;

    /// <summary>Messages described by one command.</summary>
    private const int Portion = 100;

    private bool idles = true;

    public async Task<IReadOnlyList<string>> FoldersAsync(CancellationToken ct)
    {
        var names = new List<string>();
        void Hear(ImapResponse response)
        {
            if (response is { Kind: "LIST", Values: [_, var attributes, _, { Text: { } name }, ..] } && !attributes.Items.Any(item => item.Is("\\Noselect")))
            {
                names.Add(FolderNames.Decode(name));
            }
        }

        await connection.RunAsync(new ImapCommand("LIST \"\" \"*\"") { Heard = Hear }, ct);
        return names;
    }

    public async Task<FolderState> ExamineAsync(string folder, CancellationToken ct)
    {
        uint validity = 0;
        uint next = 0;
        var count = 0;
        void Hear(ImapResponse response)
        {
            validity = response.Says("UIDVALIDITY") ? Number(response.CodeValue) : validity;
            next = response.Says("UIDNEXT") ? Number(response.CodeValue) : next;
            count = response is { Kind: "EXISTS", Values: [{ Number: { } number }, ..] } ? (int)Math.Min(number, int.MaxValue) : count;
        }

        var command = new ImapCommand("EXAMINE") { Heard = Hear }.Text(FolderNames.Encode(folder));
        var answer = await connection.AskAsync(command, ct);
        if (answer.State != "OK")
        {
            throw new ImapException(answer.AsksForPatience ? ImapTrouble.Busy : ImapTrouble.NoFolder, answer.Words);
        }

        return validity == 0
            ? throw new ImapException(ImapTrouble.Garbled, "UIDVALIDITY")
            : new FolderState(validity, next > 0 || count == 0 ? Math.Max(next, 1) : await NextUidAsync(ct), count);
    }

    public async Task<IReadOnlyList<uint>> UidsFromAsync(uint first, CancellationToken ct) =>

        // n:* names at least the last message, also when that comes before n.
        [.. (await SearchAsync(string.Create(CultureInfo.InvariantCulture, $"UID {first}:*"), ct)).Where(uid => uid >= first)];

    public Task<IReadOnlyList<uint>> UidsSinceAsync(DateOnly day, CancellationToken ct) => SearchAsync($"SINCE {ImapDates.Day(day)}", ct);

    public async Task<IReadOnlyList<MailFacts>> DescribeAsync(IReadOnlyCollection<uint> uids, CancellationToken ct)
    {
        var found = new Dictionary<uint, MailFacts>();
        foreach (var portion in uids.Chunk(Portion))
        {
            await FetchAsync(UidSet.Format(portion), $"(UID INTERNALDATE RFC822.SIZE {FetchedItems.MessageIdItem})", items => _ = items.Facts is { } facts && found.TryAdd(facts.Uid, facts), null, ct);
        }

        return [.. uids.Where(found.ContainsKey).Select(uid => found[uid])];
    }

    public async Task<bool> CopyAsync(uint uid, bool headOnly, Stream to, CancellationToken ct)
    {
        var section = headOnly ? "BODY[HEADER]<0>" : "BODY[]";
        var isStreamed = false;
        FetchedItems? answer = null;
        Stream? Sink(string item, long size)
        {
            if (!item.Equals(section, StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }

            var target = size > RawMails.MaxSize ? throw new ImapException(ImapTrouble.TooLarge, $"{size}") : isStreamed ? Stream.Null : to;
            isStreamed = true;
            return target;
        }

        var asked = headOnly ? $"BODY.PEEK[HEADER]<0.{HeadLimit}>" : "BODY.PEEK[]";
        await FetchAsync(UidSet.Format([uid]), $"(UID {asked})", items => answer ??= items.Names(section) ? items : null, Sink, ct);
        if (answer?.Uid is { } other && other != uid)
        {
            throw new ImapException(ImapTrouble.Garbled, "another message than asked for");
        }

        await to.WriteAsync(isStreamed || answer is null ? ReadOnlyMemory<byte>.Empty : answer.Bytes(section), ct);
        return answer is not null;
    }

    public async Task WaitAsync(TimeSpan atMost, CancellationToken ct)
    {
        if (idles && connection.Can("IDLE"))
        {
            idles = await connection.IdleAsync(atMost, ct);
        }
        else
        {
            await Task.Delay(atMost, ct);
        }
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    // Old servers do not say which uid comes next: it is the one after the last.
    private async Task<uint> NextUidAsync(CancellationToken ct)
    {
        uint last = 0;
        await connection.RunAsync(new ImapCommand("FETCH * (UID)") { Heard = response => last = Math.Max(last, FetchedItems.Of(response)?.Uid ?? 0) }, ct);
        return last + 1;
    }

    private async Task<IReadOnlyList<uint>> SearchAsync(string criteria, CancellationToken ct)
    {
        var found = new SortedSet<uint>();
        void Hear(ImapResponse response) => found.UnionWith(UidSet.Found(response));
        var options = connection.Can("ESEARCH") ? "RETURN (ALL) " : "";
        await connection.RunAsync(new ImapCommand($"UID SEARCH {options}{criteria}") { Heard = Hear }, ct);
        return [.. found];
    }

    private Task<ImapResponse> FetchAsync(string uids, string items, Action<FetchedItems> each, LiteralSink? sink, CancellationToken ct) =>
        connection.RunAsync(
            new ImapCommand($"UID FETCH {uids} {items}")
            {
                Sink = sink,
                Heard = response =>
                {
                    if (FetchedItems.Of(response) is { } fetched)
                    {
                        each(fetched);
                    }
                },
            },
            ct);

    private static uint Number(string text) => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
