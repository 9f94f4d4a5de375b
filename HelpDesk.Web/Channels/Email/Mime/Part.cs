using System.Text;

namespace HelpDesk.Web.Channels.Email.Mime;

/// <summary>A part of a mail, or the whole of it, not yet decoded (RFC 2045 §2.4).</summary>
internal sealed class Part
{
    private readonly ContentField type;
    private readonly ContentField disposition;

    public Part(Head head, Part? outer, int start)
    {
        Head = head;
        Outer = outer;
        Start = End = start;
        type = ContentField.Read(head.First("Content-Type"));
        disposition = ContentField.Read(head.First("Content-Disposition"));
        MediaType = TypeOf(type.Value, outer);
        FileName = NameOf(disposition["filename"], disposition["name"], type["name"], type["filename"]);
    }

    public Head Head { get; }

    /// <summary>Null for the whole mail.</summary>
    public Part? Outer { get; }

    public List<Part> Parts { get; } = [];

    /// <summary>Where its content begins.</summary>
    public int Start { get; }

    /// <summary>Where its content ends.</summary>
    public int End { get; set; }

    /// <summary>Lies too deep: nothing of it is read.</summary>
    public bool IsCut { get; set; }

    /// <summary>Lower case; what the standard says where the part says nothing (RFC 2045 §5.2, RFC 2046 §5.1.5).</summary>
    public string MediaType { get; }

    /// <summary>As the mail says, decoded; empty where it names none.</summary>
    public string FileName { get; }

    public string? Charset => type["charset"];

    /// <summary>Its lines go on where they end in a blank (RFC 3676 §4).</summary>
    public bool IsFlowed => MediaType == "text/plain" && "flowed".Equals(type["format"], StringComparison.OrdinalIgnoreCase);

    /// <summary>That blank is none of the author's.</summary>
    public bool DeletesSpace => "yes".Equals(type["delsp"], StringComparison.OrdinalIgnoreCase);

    public string? ReportType => type["report-type"]?.ToLowerInvariant();

    public string? Boundary => type["boundary"] is { Length: > 0 } name ? Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(name.TrimEnd())) : null;

    public string TransferEncoding => Head.First("Content-Transfer-Encoding") ?? "";

    public string? ContentId => MessageIds.First(Head.First("Content-ID"));

    public bool IsMultipart => MediaType.StartsWith("multipart/", StringComparison.Ordinal);

    public bool IsAttached => disposition.Value == "attachment";

    /// <summary>The mail gives the name to save it under. A name in the type alone is given to texts too.</summary>
    public bool IsSaved => NameOf(disposition["filename"], disposition["name"]).Length > 0;

    private static string TypeOf(string written, Part? outer)
    {
        var isType = written.Split('/') is [{ Length: > 0 }, { Length: > 0 }];
        return isType ? written
            : written == "" && outer?.MediaType == "multipart/digest" ? "message/rfc822"
            : "text/plain";
    }

    private static string NameOf(params string?[] names) => names.FirstOrDefault(name => !string.IsNullOrWhiteSpace(name)) ?? "";
}
