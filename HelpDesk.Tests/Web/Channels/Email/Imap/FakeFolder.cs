using System.Globalization;
using System.Text;

namespace HelpDesk.Tests.Web.Channels.Email.Imap;

/// <summary>A message on the server of a test.</summary>
internal sealed record FakeMail(uint Uid, byte[] Content, DateTimeOffset ArrivedAt)
{
    public bool IsSeen { get; init; }

    /// <summary>What the server claims; null tells the truth.</summary>
    public long? ClaimedSize { get; init; }

    public long Size => ClaimedSize ?? Content.Length;
}

/// <summary>A folder on the server of a test, in which others add, remove and read at any time.</summary>
internal sealed class FakeFolder
{
    private readonly Lock gate = new();
    private List<FakeMail> mails = [];

    /// <summary>Called after every change.</summary>
    public event Action? Changed;

    public TimeProvider Clock { get; set; } = TimeProvider.System;

    public uint UidValidity { get; private set; } = 7;

    public uint UidNext { get; private set; } = 1;

    public IReadOnlyList<FakeMail> Mails
    {
        get
        {
            lock (gate)
            {
                return [.. mails];
            }
        }
    }

    /// <summary>A small mail with this subject and, if it is not null, this Message-ID.</summary>
    public static byte[] Write(string subject, string? messageId)
    {
        var id = messageId is null ? "" : $"Message-ID: <{messageId}>\r\n";
        return Encoding.UTF8.GetBytes($"From: Ann <ann@example.com>\r\nTo: desk@example.com\r\nSubject: {subject}\r\n{id}\r\nHello, this is {subject}.\r\n");
    }

    public uint Append(byte[] content, DateTimeOffset? arrivedAt = null, long? claimedSize = null) => Change(() =>
    {
        mails.Add(new FakeMail(UidNext, content, arrivedAt ?? Clock.GetUtcNow()) { ClaimedSize = claimedSize });
        return UidNext++;
    });

    public uint Append(string subject) => Append(Write(subject, string.Create(CultureInfo.InvariantCulture, $"{subject.GetHashCode(StringComparison.Ordinal)}.{UidNext}@example.com")));

    public void Expunge(uint uid) => Change(() => mails.RemoveAll(mail => mail.Uid == uid));

    public void MarkSeen(uint uid) => Change(() => mails = [.. mails.Select(mail => mail.Uid == uid ? mail with { IsSeen = true } : mail)]);

    /// <summary>The server has lost count: a new UIDVALIDITY, and every message has another uid.</summary>
    /// <param name="from">The uid of the first message from now on.</param>
    public void Renumber(uint from = 1) => Change(() =>
    {
        UidValidity++;
        mails = [.. mails.Select((mail, index) => mail with { Uid = from + (uint)index })];
        return UidNext = from + (uint)mails.Count;
    });

    /// <summary>The server is restored from a backup: the last messages are gone and their uids are given again.</summary>
    public void Rewind(int messages) => Change(() =>
    {
        mails = [.. mails.SkipLast(messages)];
        return UidNext = mails.Count == 0 ? 1 : mails[^1].Uid + 1;
    });

    private T Change<T>(Func<T> change)
    {
        T result;
        lock (gate)
        {
            result = change();
        }

        Changed?.Invoke();
        return result;
    }
}
