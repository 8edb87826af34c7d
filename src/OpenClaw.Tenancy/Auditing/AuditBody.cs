using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace OpenClaw.Tenancy.Auditing;

/// <summary>What is hashed of a record: the one place that knows how it is written and read.</summary>
internal static class AuditBody
{
    private const int Version = 2;
    private const int Members = 24;
    private const string Time = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";
    private const string Denied = "denied";
    private const string Allowed = "allowed";

    internal static void Write(IBufferWriter<byte> output, in TrailHead head, AuditEnvelope envelope)
    {
        using Utf8JsonWriter writer = CanonicalJson.Writer(output);
        writer.WriteStartObject();
        writer.WriteString("action", envelope.Action);
        writer.WriteString("actor", envelope.Actor);
        writer.WriteString("correlation_id", envelope.CorrelationId);
        writer.WriteString("delegate", envelope.Delegate);
        writer.WriteString("delegate_issuer", envelope.DelegateIssuer);
        writer.WriteString("detail", envelope.Detail);
        WriteDetails(writer, envelope.Details);
        writer.WriteString("effective_tenant", envelope.EffectiveTenant?.ToString());
        writer.WriteString("grant_id", envelope.GrantId);
        writer.WriteString("issuer", envelope.Issuer);
        WriteTime(writer, envelope.OccurredAt);
        writer.WriteString("outcome", envelope.Outcome == AuditOutcome.Allowed ? Allowed : Denied);
        WriteDigest(writer, "previous", head.Hash);
        writer.WriteString("reason_code", envelope.ReasonCode);
        writer.WriteString("resource_id", envelope.ResourceId);
        writer.WriteString("run_id", envelope.RunId);
        writer.WriteNumber("sequence", head.Length + 1);
        writer.WriteString("stated_reason", envelope.StatedReason);
        writer.WriteNumber("suppressed", envelope.Suppressed);
        writer.WriteString("target_tenant", envelope.TargetTenant?.ToString());
        writer.WriteString("tenant", envelope.Tenant.ToString());
        writer.WriteString("trace_id", envelope.TraceId);
        writer.WriteNumber("v", Version);
        writer.WriteString("way", envelope.Way);
        writer.WriteEndObject();
    }

    /// <summary>In whose trail a body stands, and behind what.</summary>
    /// <exception cref="InvalidDataException">It is no body of this version.</exception>
    internal static BodyPlace Place(ReadOnlyMemory<byte> body) => Read(body, static root => new BodyPlace(
        Text(root, "tenant"), root.GetProperty("sequence").GetInt64(), Previous(root), ReadTime(root), Text(root, "action"), Maybe(root, "resource_id")));

    /// <summary>The record of a body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="tenants">Gives the id that a text stands for.</param>
    /// <param name="index">Its place in the ledger.</param>
    /// <param name="hash">Its hash.</param>
    /// <exception cref="InvalidDataException">It is no body of this version.</exception>
    internal static AuditRecord Record(ReadOnlyMemory<byte> body, Func<string, TenantId> tenants, long index, Digest256 hash) => Read(body, root =>
        new AuditRecord(root.GetProperty("sequence").GetInt64(), Envelope(root, tenants), new AuditLink(index, Previous(root), hash)));

    private static AuditEnvelope Envelope(JsonElement root, Func<string, TenantId> tenants) => new(tenants(Text(root, "tenant")), ReadTime(root), safe: true)
    {
        Action = Text(root, "action"),
        Actor = Maybe(root, "actor"),
        CorrelationId = Text(root, "correlation_id"),
        Delegate = Maybe(root, "delegate"),
        DelegateIssuer = Maybe(root, "delegate_issuer"),
        Detail = Maybe(root, "detail"),
        Details = root.GetProperty("details").EnumerateObject().ToDictionary(
            static d => d.Name, static d => d.Value.GetString()!, StringComparer.Ordinal),
        EffectiveTenant = Maybe(root, "effective_tenant") is { } effective ? tenants(effective) : null,
        GrantId = Maybe(root, "grant_id"),
        Issuer = Maybe(root, "issuer"),
        Outcome = Text(root, "outcome") switch
        {
            Allowed => AuditOutcome.Allowed,
            Denied => AuditOutcome.Denied,
            _ => throw new FormatException(),
        },
        ReasonCode = Text(root, "reason_code"),
        ResourceId = Maybe(root, "resource_id"),
        RunId = Maybe(root, "run_id"),
        StatedReason = Maybe(root, "stated_reason"),
        Suppressed = root.GetProperty("suppressed").GetInt64(),
        TargetTenant = Maybe(root, "target_tenant") is { } target ? tenants(target) : null,
        TraceId = Maybe(root, "trace_id"),
        Way = Maybe(root, "way"),
    };

    private static T Read<T>(ReadOnlyMemory<byte> body, Func<JsonElement, T> take)
    {
        try
        {
            using JsonDocument document = CanonicalJson.Parse(body);
            JsonElement root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object && root.GetPropertyCount() == Members && root.GetProperty("v").GetInt32() == Version
                ? take(root)
                : throw new FormatException();
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            // What stands there is not repeated: nobody knows what it is.
            throw new InvalidDataException("It is no record of this version.");
        }
    }

    private static void WriteDetails(Utf8JsonWriter writer, IReadOnlyDictionary<string, string> details)
    {
        writer.WriteStartObject("details");
        if (details.Count != 0)
        {
            foreach (string name in details.Keys.Order(StringComparer.Ordinal))
            {
                writer.WriteString(name, details[name]);
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteTime(Utf8JsonWriter writer, DateTimeOffset time)
    {
        Span<char> text = stackalloc char[Time.Length];
        time.UtcDateTime.TryFormat(text, out int length, Time, CultureInfo.InvariantCulture);
        writer.WriteString("occurred_at", text[..length]);
    }

    private static DateTimeOffset ReadTime(JsonElement root) => DateTimeOffset.ParseExact(
        Text(root, "occurred_at"), Time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    private static void WriteDigest(Utf8JsonWriter writer, string name, Digest256 digest)
    {
        Span<byte> bytes = stackalloc byte[Digest256.Length];
        Span<byte> text = stackalloc byte[Digest256.TextLength];
        digest.CopyTo(bytes);
        Convert.TryToHexStringLower(bytes, text, out _);
        writer.WriteString(name, text);
    }

    private static Digest256 Previous(JsonElement root) => Digest256.TryFrom(Text(root, "previous"), out Digest256 digest) ? digest : throw new FormatException();

    private static string Text(JsonElement root, string name) => root.GetProperty(name).GetString() ?? throw new FormatException();

    private static string? Maybe(JsonElement root, string name) => root.GetProperty(name).GetString();
}
