using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.Hosting.Directory;

/// <summary>A change as a line: number, time, the change as it was given, and a checksum over this line and the sum of the line before.</summary>
/// <remarks>The sums find what was damaged, edited, moved or taken from the middle. They are no signatures: whoever can write the file can make them anew.</remarks>
internal static class FileJournalLine
{
    private const int Version = 1;
    private const int Members = 5;
    private const int SumLength = 64;
    private const int TailLength = 8 + SumLength + 2;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    /// <summary>The line that comes next, with its end.</summary>
    /// <param name="before">Where it will stand.</param>
    /// <param name="recordedAt">When it is appended.</param>
    /// <param name="change">The change: one JSON object.</param>
    internal static byte[] Write(FileJournalPosition before, DateTimeOffset recordedAt, string change)
    {
        var output = new ArrayBufferWriter<byte>(change.Length + 256);
        using (var writer = new Utf8JsonWriter(output))
        {
            writer.WriteStartObject();
            writer.WriteNumber("v", Version);
            writer.WriteNumber("sequence", before.Sequence + 1);
            writer.WriteString("recorded_at", recordedAt.ToUniversalTime());
            writer.WritePropertyName("change");
            writer.WriteRawValue(change);
            writer.Flush();
            string sum = SumOf(before, output.WrittenSpan);
            writer.WriteString("sum", sum);
            writer.WriteEndObject();
        }

        output.Write("\n"u8);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Reads the line that must come next.</summary>
    /// <exception cref="InvalidDataException">It is another, or damaged.</exception>
    internal static (DirectoryRecord Record, string Sum) Read(FileJournalPosition before, ReadOnlyMemory<byte> line)
    {
        try
        {
            string sum = SumOf(before, line.Span[..^TailLength]);
            using JsonDocument document = JsonDocument.Parse(line, Strict);
            JsonElement root = document.RootElement;
            long sequence = root.GetProperty("sequence").GetInt64();

            // SECURITY: what was not written here as it stands is not applied, and neither is what comes after it.
            if (root.GetPropertyCount() == Members && root.GetProperty("v").GetInt32() == Version && sequence == before.Sequence + 1
                && line.Span[^TailLength..].SequenceEqual(Encoding.ASCII.GetBytes($",\"sum\":\"{sum}\"}}")))
            {
                return (new DirectoryRecord(sequence, root.GetProperty("recorded_at").GetDateTimeOffset(), root.GetProperty("change").GetRawText()), sum);
            }
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            // It is what the exception below says.
        }

        throw Damaged(before);
    }

    internal static InvalidDataException Damaged(FileJournalPosition before) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"Line {before.Sequence + 1} of the directory's file is damaged, was changed, or is missing. Stop every process that uses the file, restore it from a copy, and start them anew."));

    private static string SumOf(FileJournalPosition before, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Convert.FromHexString(before.Sum));
        hash.AppendData(body);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
