using System.Security.Cryptography;
using HelpDesk.Domain;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.ValueGeneration;

namespace HelpDesk.Migrations;

/// <summary>
/// Makes the ids that the API shows: a prefix and 26 base32 letters, 128 random bits. Never computed from the row id, so
/// that knowing one tells nothing of another.
/// </summary>
public static class PublicId
{
    /// <summary>A new id with this prefix (<c>msg_</c>).</summary>
    public static string New(string prefix) => prefix + Encode(RandomNumberGenerator.GetBytes(16));

    /// <summary>Writes 16 bytes as 26 base32 letters in lower case.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes) => Base32.Encode(bytes);

    internal static void HasPublicId<T>(this EntityTypeBuilder<T> entity, string prefix)
        where T : class
    {
        entity.Property<string>("PublicId").HasMaxLength(32).HasSentinel("").HasValueGenerator((_, _) => new Generator(prefix)).ValueGeneratedOnAdd();
        entity.HasIndex("PublicId").IsUnique();
    }

    private sealed class Generator(string prefix) : ValueGenerator<string>
    {
        public override bool GeneratesTemporaryValues => false;

        public override string Next(EntityEntry entry) => New(prefix);
    }
}
