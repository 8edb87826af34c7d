using System.Buffers;
using System.Collections.Frozen;
using System.Text.Json;
using OpenClaw.Tenancy.Ingress.Frames;

namespace OpenClaw.Tenancy.Ingress.Guards;

/// <summary>Takes out of what a gateway says what is no tenant's to know: credentials, where it keeps its files, and addresses of its own surfaces.</summary>
internal static class HiddenMembers
{
    private static readonly FrozenSet<string> Names = new[]
    {
        "deviceToken", "deviceTokens", "bootstrapToken", "setupCode", "approvalRuntimeToken", "agentRuntimeIdentityToken", "gatewayToken", "authToken", "apiKey", "clientSecret",
        "configPath", "stateDir", "storePath", "sessionFile", "transcriptPath", "workspaceDir", "agentDir", "logFile",
        "controlUiUrl", "controlUiIdentityUrl", "pluginSurfaceUrls", "canvasHostUrl", "canvasCapability",
    }.ToFrozenSet(StringComparer.Ordinal);

    // Where these speak of a path, it is one of the gateway's own files; elsewhere it may be the tenant's own.
    private static readonly FrozenSet<string> WithPaths = new[] { "health", "status", "sessions.list", "sessions.changed", "config.get", "doctor.memory.status", "logs.tail" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly JsonReaderOptions Reading = new() { MaxDepth = GatewayFrameReader.MaxDepth };
    private static readonly JsonWriterOptions Writing = new() { SkipValidation = true };

    /// <summary>Writes a body without its hidden members: as it is where it has none.</summary>
    internal static void Write(string name, ReadOnlySpan<byte> body, IBufferWriter<byte> output)
    {
        bool alsoPaths = WithPaths.Contains(name);
        if (body.IsEmpty || !HasAny(body, alsoPaths))
        {
            output.Write(body);
            return;
        }

        using var writer = new Utf8JsonWriter(output, Writing);
        var reader = new Utf8JsonReader(body, Reading);
        while (reader.Read())
        {
            Copy(ref reader, writer, alsoPaths);
        }
    }

    private static void Copy(ref Utf8JsonReader reader, Utf8JsonWriter writer, bool alsoPaths)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName when IsHidden(ref reader, alsoPaths):
                reader.Skip();
                break;
            case JsonTokenType.PropertyName:
                writer.WritePropertyName(reader.GetString()!);
                break;
            case JsonTokenType.StartObject:
                writer.WriteStartObject();
                break;
            case JsonTokenType.EndObject:
                writer.WriteEndObject();
                break;
            case JsonTokenType.StartArray:
                writer.WriteStartArray();
                break;
            case JsonTokenType.EndArray:
                writer.WriteEndArray();
                break;
            case JsonTokenType.String:
                writer.WriteStringValue(reader.GetString());
                break;
            default:
                writer.WriteRawValue(reader.ValueSpan, skipInputValidation: true);
                break;
        }
    }

    private static bool HasAny(ReadOnlySpan<byte> body, bool alsoPaths)
    {
        var reader = new Utf8JsonReader(body, Reading);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && IsHidden(ref reader, alsoPaths))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsHidden(ref Utf8JsonReader reader, bool alsoPaths)
    {
        const int Longest = 32;
        if (reader.ValueSpan.Length > Longest * 6)
        {
            return false;
        }

        // A name is compared as it is meant: written with escapes it is the same name.
        Span<char> name = stackalloc char[Longest * 6];
        ReadOnlySpan<char> text = name[..reader.CopyString(name)];
        return Names.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text) || (alsoPaths && text.SequenceEqual("path"));
    }
}
