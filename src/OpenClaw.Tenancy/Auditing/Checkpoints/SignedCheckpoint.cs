using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using OpenClaw.Tenancy.Signing;

namespace OpenClaw.Tenancy.Auditing.Checkpoints;

/// <summary>A checkpoint with a signature: a C2SP signed note (c2sp.org/signed-note) of one signature line.</summary>
/// <remarks>
/// The signature is ECDSA over P-256 with SHA-256 in 64 bytes (IEEE P1363), behind the first four bytes of the SHA-256 of the key's
/// SubjectPublicKeyInfo. Immutable and safe for use by many threads.
/// </remarks>
public sealed class SignedCheckpoint
{
    private const string Member = "checkpoint";
    private const string Dash = "\u2014 ";
    private const int KeyIdLength = 4;
    private const int MaxLength = 4096;

    /// <summary>No line of JSON that holds one is longer: each character takes six bytes at most.</summary>
    internal const int MaxLine = 6 * MaxLength + 64;

    private readonly byte[] _signature;

    internal SignedCheckpoint(LedgerCheckpoint checkpoint, string keyId, byte[] signature) => (Checkpoint, KeyId, _signature) = (checkpoint, keyId, signature);

    /// <summary>What was signed.</summary>
    public LedgerCheckpoint Checkpoint { get; }

    /// <summary>The id of the key that says that it signed: whether it did, <see cref="IsSignedBy"/> says.</summary>
    public string KeyId { get; }

    /// <summary>Reads a signed checkpoint, of which each has one spelling.</summary>
    /// <param name="text">The whole note.</param>
    /// <param name="checkpoint">The checkpoint, or null.</param>
    /// <returns>Whether the text is one. It says nothing of the signature.</returns>
    public static bool TryRead(string? text, [NotNullWhen(true)] out SignedCheckpoint? checkpoint)
    {
        checkpoint = null;
        if (text is null || text.Length > MaxLength || text.Split('\n') is not { Length: 6 or 7 } lines || lines[^1].Length != 0 || lines[^3].Length != 0)
        {
            return false;
        }

        if (LedgerCheckpoint.Read(lines.AsSpan(..^3)) is not { } content || Signature(lines[^2], content.Origin) is not { } bytes)
        {
            return false;
        }

        var read = new SignedCheckpoint(content, Convert.ToHexStringLower(bytes.AsSpan(0, KeyIdLength)), bytes[KeyIdLength..]);
        checkpoint = string.Equals(read.ToString(), text, StringComparison.Ordinal) ? read : null;
        return checkpoint is not null;
    }

    /// <summary>Reads a checkpoint from a line of JSON, as <see cref="WriteLine"/> writes it.</summary>
    /// <param name="line">The line without its end.</param>
    /// <param name="checkpoint">The checkpoint, or null.</param>
    /// <returns>Whether the line is one, spelled as it is written. It says nothing of the signature.</returns>
    public static bool TryReadLine(ReadOnlyMemory<byte> line, [NotNullWhen(true)] out SignedCheckpoint? checkpoint)
    {
        checkpoint = null;
        try
        {
            using JsonDocument document = CanonicalJson.Parse(line);
            JsonElement root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object && root.GetPropertyCount() == 1 && root.TryGetProperty(Member, out JsonElement text)
                && CanonicalJson.IsCanonical(line, root) && TryRead(text.GetString(), out checkpoint);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Writes the checkpoint as a line of JSON in its canonical form, with the line's end.</summary>
    /// <param name="output">Where to.</param>
    public void WriteLine(IBufferWriter<byte> output)
    {
        using (Utf8JsonWriter writer = CanonicalJson.Writer(output))
        {
            writer.WriteStartObject();
            writer.WriteString(Member, ToString());
            writer.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    /// <summary>Whether a key signed it.</summary>
    /// <param name="key">The key.</param>
    /// <returns>True when it did.</returns>
    public bool IsSignedBy(VerificationKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return string.Equals(key.Id, KeyId, StringComparison.Ordinal) && key.Verify(Encoding.UTF8.GetBytes(Checkpoint.ToString()), _signature);
    }

    /// <summary>The signed note.</summary>
    /// <returns>Its text, with a line end behind it.</returns>
    public override string ToString()
    {
        byte[] bytes = [.. Convert.FromHexString(KeyId), .. _signature];
        return $"{Checkpoint}\n{Dash}{Checkpoint.Origin} {Convert.ToBase64String(bytes)}\n";
    }

    private static byte[]? Signature(string line, string origin)
    {
        string start = $"{Dash}{origin} ";
        byte[] bytes = new byte[KeyIdLength + VerificationKey.SignatureLength];
        return line.StartsWith(start, StringComparison.Ordinal) && Convert.TryFromBase64String(line[start.Length..], bytes, out int length) && length == bytes.Length
            ? bytes : null;
    }
}
