using System.Diagnostics.CodeAnalysis;

namespace OpenClaw.Tenancy.Storage;

/// <content>The binary form: each field, the tenant first, as one byte of length and its UTF-8.</content>
public static partial class StorageKeyPartitioner
{
    /// <summary>Reads a binary key of a tenant back.</summary>
    /// <param name="tenant">Whose it must be; of another tenant nothing is read.</param>
    /// <param name="binary">The bytes.</param>
    /// <param name="parts">What the key was made of, or null.</param>
    /// <returns>Whether the bytes are exactly what <see cref="StorageKey.ToBinary"/> makes for this tenant.</returns>
    /// <exception cref="ArgumentNullException">The tenant is null.</exception>
    public static bool TryDecode(TenantId tenant, ReadOnlySpan<byte> binary, [NotNullWhen(true)] out StorageKeyParts? parts)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        parts = null;
        var fields = new List<string>();
        while (!binary.IsEmpty)
        {
            int length = binary[0];
            if (length == 0 || length >= binary.Length || !StorageField.TryText(binary.Slice(1, length), out string? field))
            {
                return false;
            }

            fields.Add(field);
            binary = binary[(length + 1)..];
        }

        if (fields.Count < 2 || !string.Equals(fields[0], tenant.ToString(), StringComparison.Ordinal))
        {
            return false;
        }

        fields.RemoveAt(0);
        string? text = Write(tenant, fields[0], [.. fields[1..]], trailing: 0);
        parts = text is null ? null : StorageKeyParts.Of(tenant, fields, new StorageKey(text));
        return parts is not null;
    }

    /// <summary>The binary form of a text key, or of a prefix without its last delimiter.</summary>
    internal static byte[] ToBinary(ReadOnlySpan<char> text)
    {
        // Of each field the delimiter, or the root before the first, gives the room for its length.
        ReadOnlySpan<char> fields = text[KeyFields.Root.Length..];
        Span<byte> binary = stackalloc byte[KeyFields.MaxLength];
        int at = 0;
        foreach (Range range in fields.Split(Delimiter))
        {
            int length = StorageField.Unescape(fields[range], binary[(at + 1)..]);
            binary[at] = (byte)length;
            at += length + 1;
        }

        return binary[..at].ToArray();
    }
}
