using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace OpenClaw.Tenancy.Auditing;

/// <summary>An entry as a line of JSON in its canonical form, without the line's end.</summary>
/// <remarks>An object of the members <c>body hash index salt</c>; of a dropped record <c>dropped hash index salt sequence tenant</c>; in an export with <c>proof</c> besides.</remarks>
public static class AuditEntryText
{
    /// <summary>Writes an entry.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="proof">The proof that it is in a tree. Default: none.</param>
    public static void Write(IBufferWriter<byte> output, AuditEntry entry, IReadOnlyList<Digest256>? proof = null)
    {
        ArgumentNullException.ThrowIfNull(entry);
        using Utf8JsonWriter writer = CanonicalJson.Writer(output);
        writer.WriteStartObject();
        if (entry.IsDropped)
        {
            writer.WriteBoolean("dropped", value: true);
        }
        else
        {
            writer.WritePropertyName("body");
            writer.WriteRawValue(entry.Body.Span, skipInputValidation: true);
        }

        WriteDigest(writer, "hash", entry.Hash);
        writer.WriteNumber("index", entry.Index);
        if (proof is not null)
        {
            writer.WriteStartArray("proof");
            foreach (Digest256 hash in proof)
            {
                writer.WriteStringValue(hash.ToString());
            }

            writer.WriteEndArray();
        }

        WriteHex(writer, "salt", entry.Salt.Span);
        if (entry.IsDropped)
        {
            writer.WriteNumber("sequence", entry.Sequence);
            writer.WriteString("tenant", entry.Trail);
        }

        writer.WriteEndObject();
    }

    /// <summary>Reads an entry, of which each has one spelling.</summary>
    /// <param name="line">The line without its end. The entry keeps no part of it.</param>
    /// <returns>The entry.</returns>
    /// <exception cref="InvalidDataException">It is no entry, or is spelled otherwise than it is written.</exception>
    public static AuditEntry Read(ReadOnlyMemory<byte> line) => Read(line, proof: false, out _);

    internal static AuditEntry Read(ReadOnlyMemory<byte> line, bool proof, out IReadOnlyList<Digest256> path)
    {
        try
        {
            using JsonDocument document = CanonicalJson.Parse(line);
            JsonElement root = document.RootElement;
            bool dropped = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("dropped", out _);
            int members = (dropped ? 6 : 4) + (proof ? 1 : 0);
            if (root.ValueKind != JsonValueKind.Object || root.GetPropertyCount() != members || !CanonicalJson.IsCanonical(line, root))
            {
                throw new FormatException();
            }

            path = proof ? [.. root.GetProperty("proof").EnumerateArray().Select(static p => Digest(p))] : [];
            return dropped ? Dropped(root) : Whole(root);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            // What stands there is not repeated: nobody knows what it is.
            throw new InvalidDataException("It is no record of this version.");
        }
    }

    private static AuditEntry Whole(JsonElement root)
    {
        byte[] body = JsonMarshal.GetRawUtf8Value(root.GetProperty("body")).ToArray();
        BodyPlace place = AuditBody.Place(body);
        return new AuditEntry(place.Trail, place.Sequence, root.GetProperty("index").GetInt64(), body, Digest(root.GetProperty("hash")), Salt(root));
    }

    private static AuditEntry Dropped(JsonElement root) => new(
        root.GetProperty("tenant").GetString() ?? string.Empty,
        root.GetProperty("sequence").GetInt64(),
        root.GetProperty("dropped").GetBoolean() ? root.GetProperty("index").GetInt64() : throw new FormatException(),
        ReadOnlyMemory<byte>.Empty,
        Digest(root.GetProperty("hash")),
        Salt(root));

    private static Digest256 Digest(JsonElement element) => Digest256.TryFrom(element.GetString(), out Digest256 digest) ? digest : throw new FormatException();

    // Lower case, or the line would have two spellings.
    private static byte[] Salt(JsonElement root)
    {
        string text = root.GetProperty("salt").GetString() ?? throw new FormatException();
        byte[] salt = Convert.FromHexString(text);
        return string.Equals(Convert.ToHexStringLower(salt), text, StringComparison.Ordinal) ? salt : throw new FormatException();
    }

    private static void WriteDigest(Utf8JsonWriter writer, string name, Digest256 digest)
    {
        Span<byte> bytes = stackalloc byte[Digest256.Length];
        digest.CopyTo(bytes);
        WriteHex(writer, name, bytes);
    }

    private static void WriteHex(Utf8JsonWriter writer, string name, ReadOnlySpan<byte> bytes)
    {
        Span<byte> text = stackalloc byte[2 * Digest256.Length];
        Convert.TryToHexStringLower(bytes, text, out int length);
        writer.WriteString(name, text[..length]);
    }
}
