using System.Text;

namespace HelpDesk.Tests.Support;

/// <summary>A mail as somebody's mail program writes it: <c>new Eml("ann@example.com") { Subject = "Hello" }</c>.</summary>
internal sealed record Eml(string From)
{
    public string To { get; init; } = MailDesk.Address;

    public string? Cc { get; init; }

    public string Subject { get; init; } = "My order is late";

    public string Text { get; init; } = "Where is my order 4711?";

    /// <summary>With angle brackets; null for a mail without an id.</summary>
    public string? Id { get; init; } = $"<{Guid.NewGuid():n}@mail.example>";

    /// <summary>Ids with angle brackets.</summary>
    public string? InReplyTo { get; init; }

    public string? References { get; init; }

    /// <summary>Further lines of the head: "Auto-Submitted: auto-replied".</summary>
    public IReadOnlyList<string> Head { get; init; } = [];

    /// <summary>The type of the body where it is not plain text, with its parameters.</summary>
    public string Type { get; init; } = "text/plain; charset=utf-8";

    public byte[] Bytes => Encoding.UTF8.GetBytes(ToString());

    public override string ToString()
    {
        List<(string Name, string? Value)> fields =
        [
            ("From", From), ("To", To), ("Cc", Cc), ("Subject", Subject), ("Message-ID", Id), ("In-Reply-To", InReplyTo), ("References", References),
            ("Date", "Mon, 2 Mar 2026 10:00:00 +0000"), ("MIME-Version", "1.0"), ("Content-Type", Type),
        ];
        var lines = fields.Where(field => field.Value is not null).Select(field => $"{field.Name}: {field.Value}").Concat(Head);
        return string.Join("\r\n", lines) + "\r\n\r\n" + Text.ReplaceLineEndings("\r\n") + "\r\n";
    }
}
