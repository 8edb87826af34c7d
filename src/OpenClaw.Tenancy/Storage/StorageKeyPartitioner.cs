using System.Diagnostics.CodeAnalysis;

namespace OpenClaw.Tenancy.Storage;

/// <summary>Makes the keys under which a store keeps what belongs to a tenant: <c>tenants/TENANT/KIND/SEGMENT/...</c>.</summary>
/// <remarks>
/// Injective over everything that it accepts: two keys are equal exactly when tenant, kind and segments are. No tenant's prefix
/// begins another's. A key is ASCII in lower case, so that it is also safe on case-insensitive file systems, in databases that
/// compare without case, and in object stores: every byte of a segment's UTF-8 outside <c>a-z 0-9 . _ -</c> is written <c>~xx</c>, and so are a
/// leading or trailing dot and the first letter of the name of a Windows device. A kind is 1 to 32 characters of <c>a-z 0-9 _</c>,
/// the first a letter, and no device. A segment is at most 255 bytes once it is escaped, a key at most 1,024. What does not fit is
/// refused, never cut. Making a key gives no access to anything. Pure functions, safe for use by many threads.
/// </remarks>
public static partial class StorageKeyPartitioner
{
    /// <summary>What separates the fields of a text key, and ends every prefix.</summary>
    public const char Delimiter = '/';

    /// <summary>Makes a key.</summary>
    /// <param name="tenant">Whose it is.</param>
    /// <param name="kind">What kind of thing it names.</param>
    /// <param name="segments">Which one; any well-formed texts but the empty one. None for the kind itself.</param>
    /// <returns>The key. Where nothing has to be escaped, its text is the one allocation.</returns>
    /// <exception cref="ArgumentNullException">The tenant or the kind is null.</exception>
    /// <exception cref="ArgumentException">The kind is outside the grammar; a segment is null, empty, ill-formed UTF-16 or too long; or the key is too long.</exception>
    public static StorageKey Encode(TenantId tenant, string kind, params ReadOnlySpan<string> segments)
    {
        Require(tenant, kind);
        return new StorageKey(Write(tenant, kind, segments, trailing: 0) ?? throw Refused(tenant, kind, segments));
    }

    /// <summary>Makes a key of texts that came from outside, or says that there is none.</summary>
    /// <param name="tenant">Whose it is.</param>
    /// <param name="kind">What kind of thing it names.</param>
    /// <param name="segments">Which one.</param>
    /// <param name="key">The key; where there is none, the default, which is no key.</param>
    /// <returns>Whether there is a key.</returns>
    /// <exception cref="ArgumentNullException">The tenant or the kind is null.</exception>
    /// <exception cref="ArgumentException">The kind is outside the grammar.</exception>
    public static bool TryEncode(TenantId tenant, string kind, ReadOnlySpan<string> segments, out StorageKey key)
    {
        Require(tenant, kind);
        string? text = Write(tenant, kind, segments, trailing: 0);
        key = text is null ? default : new StorageKey(text);
        return text is not null;
    }

    /// <summary>Makes the prefix of everything that a tenant has.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <returns>The prefix, which ends with the delimiter.</returns>
    /// <exception cref="ArgumentNullException">The tenant is null.</exception>
    public static StoragePrefix Prefix(TenantId tenant)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        return new StoragePrefix($"{KeyFields.Root}{tenant}/");
    }

    /// <summary>Makes the prefix of everything below a kind, or below its first segments.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="segments">The first segments, whole. None for everything of the kind.</param>
    /// <returns>The prefix, which ends with the delimiter.</returns>
    /// <exception cref="ArgumentNullException">The tenant or the kind is null.</exception>
    /// <exception cref="ArgumentException">As for <see cref="Encode"/>.</exception>
    public static StoragePrefix Prefix(TenantId tenant, string kind, params ReadOnlySpan<string> segments)
    {
        Require(tenant, kind);
        return new StoragePrefix(Write(tenant, kind, segments, trailing: 1) ?? throw Refused(tenant, kind, segments));
    }

    /// <summary>Reads a text key of a tenant back, as one that a listing gave.</summary>
    /// <param name="tenant">Whose it must be; of another tenant nothing is read.</param>
    /// <param name="text">The text.</param>
    /// <param name="parts">What the key was made of, or null.</param>
    /// <returns>Whether the text is exactly what <see cref="Encode"/> or <see cref="StorageLayout"/> makes for this tenant.</returns>
    /// <exception cref="ArgumentNullException">The tenant is null.</exception>
    public static bool TryDecode(TenantId tenant, string? text, [NotNullWhen(true)] out StorageKeyParts? parts)
    {
        parts = null;
        string prefix = Prefix(tenant).Text;
        if (text is not { Length: <= KeyFields.MaxLength } || !text.StartsWith(prefix, StringComparison.Ordinal))
        {
            return false;
        }

        var fields = new List<string>();
        ReadOnlySpan<char> rest = text.AsSpan(prefix.Length);
        foreach (Range range in rest.Split(Delimiter))
        {
            if (!StorageField.TryRead(rest[range], out string? field))
            {
                return false;
            }

            fields.Add(field);
        }

        parts = StorageKeyParts.Of(tenant, fields, new StorageKey(text));
        return parts is not null;
    }

    /// <summary>The text, with as many delimiters behind it as asked for; null where a field is refused.</summary>
    internal static string? Write(TenantId tenant, string kind, ReadOnlySpan<string> segments, int trailing)
    {
        var fields = new KeyFields(tenant.ToString(), kind, segments);
        int length = fields.Measure(out bool plain);
        if (length == 0 || length + trailing > KeyFields.MaxLength)
        {
            return null;
        }

        return plain
            ? string.Create(length + trailing, fields, static (target, all) => all.WritePlain(target))
            : string.Create(length + trailing, fields, static (target, all) => all.Write(target));
    }

    internal static ArgumentException Refused(TenantId tenant, string kind, ReadOnlySpan<string> segments) =>
        new(new KeyFields(tenant.ToString(), kind, segments).Fault(), nameof(segments));

    private static void Require(TenantId tenant, string kind)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        ArgumentNullException.ThrowIfNull(kind);
        if (!StorageKind.IsWellFormed(kind))
        {
            throw new ArgumentException(
                "The kind of a storage key is 1 to 32 characters of a-z, 0-9 and '_', the first a letter, and no name of a Windows device. Put what comes from outside into the segments.",
                nameof(kind));
        }
    }
}
