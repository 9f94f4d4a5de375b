using System.ComponentModel.DataAnnotations;

namespace HelpDesk.Web.Settings;

/// <summary>The section <c>Limits</c>: what a stranger may send, and how much of it.</summary>
internal sealed record LimitsOptions
{
    public const string Section = "Limits";

    /// <summary>Characters in one message of a visitor.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Limits:VisitorText is a number of characters from 1 to 1000000, for example 10000")]
    public int VisitorText { get; init; }

    /// <summary>Characters in one message of an agent.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Limits:AgentText is a number of characters from 1 to 1000000, for example 200000")]
    public int AgentText { get; init; }

    /// <summary>Bytes in one file.</summary>
    [Range(1, 1L << 30, ErrorMessage = "Limits:FileBytes is a number of bytes up to 1 GiB, for example 20971520")]
    public long FileBytes { get; init; }

    [Range(0, 100, ErrorMessage = "Limits:FilesPerMessage is a number from 0 to 100, for example 10")]
    public int FilesPerMessage { get; init; }

    /// <summary>Media types that are accepted, as sniffed from the content.</summary>
    public IReadOnlyList<string> FileTypes { get; init; } = [];

    [Range(1, 100_000, ErrorMessage = "Limits:VisitorMessagesPerMinute is a number from 1, for example 60")]
    public int VisitorMessagesPerMinute { get; init; }

    [Range(1, 100_000, ErrorMessage = "Limits:VisitorsPerAddressPerMinute is a number from 1, for example 30")]
    public int VisitorsPerAddressPerMinute { get; init; }

    /// <summary>More new visitors of one inbox have to work for it (<see cref="Domain.Chat.ProofOfWork"/>).</summary>
    [Range(1, 1_000_000, ErrorMessage = "Limits:VisitorsPerInboxPerMinute is a number from 1, for example 120")]
    public int VisitorsPerInboxPerMinute { get; init; }

    /// <summary>More messages to one inbox have to be worked for.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Limits:MessagesPerInboxPerMinute is a number from 1, for example 600")]
    public int MessagesPerInboxPerMinute { get; init; }

    [Range(1, 1_000_000, ErrorMessage = "Limits:ApiRequestsPerMinute is a number from 1, for example 600")]
    public int ApiRequestsPerMinute { get; init; }
}
