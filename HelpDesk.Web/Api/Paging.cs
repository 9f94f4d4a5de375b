using System.Buffers.Text;
using System.ComponentModel;
using System.Text;
using HelpDesk.Web.Http;

namespace HelpDesk.Web.Api;

/// <summary>One page of a list.</summary>
/// <param name="Items">In the order of the list.</param>
/// <param name="Next">Send it as <c>after</c> for the next page; null at the end.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>What every list takes.</summary>
internal sealed record PageRequest
{
    private const int Default = 50;
    private const int Max = 200;

    [Description("How many items at most, 1 to 200.")]
    [DefaultValue(Default)]
    public int? Limit { get; init; }

    [Description("`next` of the page before.")]
    public string? After { get; init; }

    /// <exception cref="ProblemException">The limit is out of range.</exception>
    public int Size => Limit is null or (>= 1 and <= Max)
        ? Limit ?? Default
        : throw FieldErrors.Single("limit", $"The limit is a number from 1 to {Max}.");

    /// <summary>The key where the page before ended; null for the first page. Opaque to clients.</summary>
    public string? Key => string.IsNullOrEmpty(After) ? null : Read(After);

    /// <summary>The numeric key where the page before ended.</summary>
    public long? Number => Key is not { } key ? null : long.TryParse(key, out var number) ? number : throw Foreign();

    /// <summary>Cuts a page out of one row more than was asked for, and links to the next one.</summary>
    public Page<T> Cut<T>(HttpContext context, List<T> rows, Func<T, object> key)
    {
        if (rows.Count <= Size)
        {
            return new Page<T>(rows, null);
        }

        var items = rows[..Size];
        var next = Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{key(items[^1])}"));
        var query = context.Request.Query.Where(pair => pair.Key != "after").Append(new("after", next));
        context.Response.Headers.Link = $"<{context.Request.PathBase}{context.Request.Path}{QueryString.Create(query)}>; rel=\"next\"";
        return new Page<T>(items, next);
    }

    public static ProblemException Foreign() =>
        new(StatusCodes.Status422UnprocessableEntity, "cursor", "Send as after only what a list gave as next.");

    private static string Read(string cursor) =>
        Base64Url.IsValid(cursor) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)) : throw Foreign();
}
