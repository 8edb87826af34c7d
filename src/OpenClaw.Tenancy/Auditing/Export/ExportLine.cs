using System.Text.Json;
using OpenClaw.Tenancy.Auditing.Checkpoints;

namespace OpenClaw.Tenancy.Auditing.Export;

/// <summary>Reads the lines of an export.</summary>
internal static class ExportLine
{
    /// <summary>The checkpoint of a line, or null where it is none in the form in which it is written.</summary>
    internal static SignedCheckpoint? Checkpoint(ReadOnlyMemory<byte> line)
    {
        try
        {
            using JsonDocument document = CanonicalJson.Parse(line);
            JsonElement root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object && root.GetPropertyCount() == 1 && CanonicalJson.IsCanonical(line, root)
                && root.TryGetProperty(TrailExport.CheckpointMember, out JsonElement text)
                && SignedCheckpoint.TryRead(text.GetString(), out SignedCheckpoint? checkpoint)
                ? checkpoint : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    internal static bool IsEntry(ReadOnlyMemory<byte> line)
    {
        try
        {
            AuditEntryText.Read(line, proof: true, out _);
            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
