using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace OpenClaw.Tenancy.Hosting.Auditing;

/// <summary>The first line of each file: whose it is, and the place of its first record.</summary>
/// <param name="Origin">The ledger's name.</param>
/// <param name="First">The place in the ledger of the first record of the file.</param>
internal sealed record LedgerHeader(string Origin, long First)
{
    private const int Version = 2;

    internal static string NewOrigin() => "openclaw-tenancy/" + RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>The line, without its end. The name is a plain word, so that it needs no escapes.</summary>
    internal byte[] ToLine() => Encoding.ASCII.GetBytes($$"""{"first":{{First}},"ledger":"{{Origin}}","v":{{Version}}}""");

    /// <exception cref="InvalidDataException">It is no such line.</exception>
    internal static LedgerHeader Read(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            JsonElement root = document.RootElement;
            var header = new LedgerHeader(root.GetProperty("ledger").GetString() ?? string.Empty, root.GetProperty("first").GetInt64());
            if (root.GetProperty("v").GetInt32() == Version && header.ToLine().AsSpan().SequenceEqual(line.Span))
            {
                return header;
            }
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            // Said below.
        }

        throw new InvalidDataException("It is not the beginning of a ledger of this version.");
    }
}
