using System.Buffers;
using System.Text.Json;
using OpenClaw.Tenancy.Auditing;

namespace OpenClaw.Tenancy.Hosting.Auditing;

/// <summary>A record as a line: the one place that knows how it is written and read.</summary>
/// <remarks>
/// A JSON object of exactly these members, in ASCII: whatever a text holds is escaped, so that it breaks neither the line nor the
/// terminal of whoever looks at it. What is to be said of the line itself, such as a hash, comes behind the last member.
/// </remarks>
internal static class AuditLine
{
    private const int Version = 1;
    private const int Members = 17;
    private const string Denied = "denied";
    private const string Allowed = "allowed";

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 1 };

    internal static void Write(IBufferWriter<byte> output, long sequence, AuditEnvelope envelope)
    {
        using (var writer = new Utf8JsonWriter(output))
        {
            writer.WriteStartObject();
            writer.WriteNumber("v", Version);
            writer.WriteString("tenant", envelope.Tenant.ToString());
            writer.WriteNumber("sequence", sequence);
            writer.WriteString("occurred_at", envelope.OccurredAt.ToUniversalTime());
            writer.WriteString("effective_tenant", envelope.EffectiveTenant?.ToString());
            writer.WriteString("target_tenant", envelope.TargetTenant?.ToString());
            writer.WriteString("actor", envelope.Actor);
            writer.WriteString("issuer", envelope.Issuer);
            writer.WriteString("action", envelope.Action);
            writer.WriteString("resource_id", envelope.ResourceId);
            writer.WriteString("outcome", envelope.Outcome == AuditOutcome.Allowed ? Allowed : Denied);
            writer.WriteString("reason_code", envelope.ReasonCode);
            writer.WriteString("detail", envelope.Detail);
            writer.WriteString("stated_reason", envelope.StatedReason);
            writer.WriteString("way", envelope.Way);
            writer.WriteNumber("suppressed", envelope.Suppressed);
            writer.WriteString("correlation_id", envelope.CorrelationId);
            writer.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    /// <summary>In whose trail a line stands, and where.</summary>
    /// <exception cref="InvalidDataException">It is no line of this ledger.</exception>
    internal static (string Tenant, long Sequence) Place(ReadOnlyMemory<byte> line) =>
        Read(line, static root => (Text(root, "tenant"), root.GetProperty("sequence").GetInt64()));

    /// <summary>The record of a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="tenants">Gives the id that a text stands for.</param>
    /// <exception cref="InvalidDataException">It is no line of this ledger.</exception>
    internal static AuditRecord Record(ReadOnlyMemory<byte> line, Func<string, TenantId> tenants) => Read(line, root => Record(root, tenants));

    private static AuditRecord Record(JsonElement root, Func<string, TenantId> tenants) => new(
        root.GetProperty("sequence").GetInt64(),
        new AuditEnvelope(tenants(Text(root, "tenant")), root.GetProperty("occurred_at").GetDateTimeOffset())
        {
            EffectiveTenant = Maybe(root, "effective_tenant") is { } effective ? tenants(effective) : null,
            TargetTenant = Maybe(root, "target_tenant") is { } target ? tenants(target) : null,
            Actor = TrailEscapes.Undo(Maybe(root, "actor")),
            Issuer = TrailEscapes.Undo(Maybe(root, "issuer")),
            Action = TrailEscapes.Undo(Text(root, "action")),
            ResourceId = TrailEscapes.Undo(Maybe(root, "resource_id")),
            Outcome = Text(root, "outcome") switch
            {
                Allowed => AuditOutcome.Allowed,
                Denied => AuditOutcome.Denied,
                _ => throw new FormatException(),
            },
            ReasonCode = TrailEscapes.Undo(Text(root, "reason_code")),
            Detail = TrailEscapes.Undo(Maybe(root, "detail")),
            StatedReason = TrailEscapes.Undo(Maybe(root, "stated_reason")),
            Way = TrailEscapes.Undo(Maybe(root, "way")),
            Suppressed = root.GetProperty("suppressed").GetInt64(),
            CorrelationId = TrailEscapes.Undo(Text(root, "correlation_id")),
        });

    private static T Read<T>(ReadOnlyMemory<byte> line, Func<JsonElement, T> take)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line, Strict);
            JsonElement root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object && root.GetPropertyCount() == Members && root.GetProperty("v").GetInt32() == Version
                ? take(root)
                : throw new FormatException();
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            // What stands there is not repeated: nobody knows what it is.
            throw new InvalidDataException("It is no record of this version.");
        }
    }

    private static string Text(JsonElement root, string name) => root.GetProperty(name).GetString() ?? throw new FormatException();

    private static string? Maybe(JsonElement root, string name) => root.GetProperty(name).GetString();
}
