using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace HelpDesk.Migrations;

/// <summary>An instant as UTC ticks: orders and compares on SQLite, exact to 100 nanoseconds.</summary>
internal sealed class UtcTicks() : ValueConverter<DateTimeOffset, long>(at => at.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));

/// <summary>A duration as whole seconds, in columns that end in Seconds.</summary>
internal sealed class WholeSeconds() : ValueConverter<TimeSpan, long>(span => (long)span.TotalSeconds, seconds => TimeSpan.FromSeconds(seconds));

/// <summary>
/// Keeps a value as one JSON text, compared by that text. Such a value is never changed in place: a change is another
/// instance, so that what was loaded needs no copy and what is the same instance needs no comparison.
/// </summary>
internal static class JsonColumn
{
    public static PropertyBuilder<T> AsJson<T>(this PropertyBuilder<T> property, int maxLength)
    {
        property.HasConversion(value => Write(value), text => Read<T>(text), new ValueComparer<T>(
            (one, other) => ReferenceEquals(one, other) || Write(one) == Write(other),
            value => StringComparer.Ordinal.GetHashCode(Write(value)),
            value => value));
        return property.HasMaxLength(maxLength);
    }

    private static string Write<T>(T value) => JsonSerializer.Serialize(value, JsonSerializerOptions.Web);

    private static T Read<T>(string text) =>
        JsonSerializer.Deserialize<T>(text, JsonSerializerOptions.Web) ?? throw new JsonException("A JSON column holds null.");
}
