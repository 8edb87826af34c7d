using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace OpenClaw.Tenancy.AspNetCore.Administration;

/// <summary>Where a list goes on: the place of its last item, after a digest over the tenant, the list and the place.</summary>
/// <remarks>
/// The digest tells a cursor of another tenant, another list or another spelling from one of this list. It is no secret: whoever
/// makes a cursor himself begins at another place of a list that he may read anyway.
/// </remarks>
internal static class PageCursor
{
    private const int DigestBytes = 16;
    private const int MaxCharacters = 512;

    internal static string Write(TenantId tenant, string list, string place)
    {
        byte[] text = Encoding.UTF8.GetBytes(place);
        return Base64Url.EncodeToString([.. Digest(tenant, list, text), .. text]);
    }

    /// <summary>The place, or null when the cursor is not one of this tenant's list.</summary>
    internal static string? Read(TenantId tenant, string list, string cursor)
    {
        if (cursor.Length > MaxCharacters || !Base64Url.IsValid(cursor))
        {
            return null;
        }

        byte[] bytes = Base64Url.DecodeFromChars(cursor);
        if (bytes.Length <= DigestBytes || !Digest(tenant, list, bytes.AsSpan(DigestBytes)).SequenceEqual(bytes.AsSpan(0, DigestBytes)))
        {
            return null;
        }

        // One place has one spelling: what decodes to the same bytes otherwise is refused.
        string place = Encoding.UTF8.GetString(bytes.AsSpan(DigestBytes));
        return string.Equals(Write(tenant, list, place), cursor) ? place : null;
    }

    private static ReadOnlySpan<byte> Digest(TenantId tenant, string list, ReadOnlySpan<byte> place)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, Encoding.UTF8.GetBytes(tenant.ToString()));
        Append(hash, Encoding.UTF8.GetBytes(list));
        Append(hash, place);
        return hash.GetHashAndReset().AsSpan(0, DigestBytes);
    }

    // Each field with its length before it, so that no two lists of fields are the same bytes.
    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> field)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, field.Length);
        hash.AppendData(length);
        hash.AppendData(field);
    }
}
