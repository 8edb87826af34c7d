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
    private const int TimeLength = 28;
    private const string Denied = "denied";
    private const string Allowed = "allowed";
    private static readonly JsonEncodedText NoDigest = JsonEncodedText.Encode(new string('0', Digest256.TextLength));

    /// <summary>Writes a body whose place is not known yet: the first of a trail, behind a hash of zeros.</summary>
    /// <returns>Where the hash of the record before it begins, and where its number in its trail does: one digit.</returns>
    internal static (int Previous, int Sequence) WriteDraft(IBufferWriter<byte> output, AuditEnvelope envelope)
    {
        (long Previous, long Sequence) ends;
        using Utf8JsonWriter writer = CanonicalJson.Writer(output);
        writer.WriteStartObject();
        writer.WriteString(BodyMember.Action, envelope.Action);
        writer.WriteString(BodyMember.Actor, envelope.Actor);
        writer.WriteString(BodyMember.CorrelationId, envelope.CorrelationId);
        writer.WriteString(BodyMember.Delegate, envelope.Delegate);
        writer.WriteString(BodyMember.DelegateIssuer, envelope.DelegateIssuer);
        writer.WriteString(BodyMember.Detail, envelope.Detail);
        WriteDetails(writer, envelope.Details);
        writer.WriteString(BodyMember.EffectiveTenant, envelope.EffectiveTenant?.ToString());
        writer.WriteString(BodyMember.GrantId, envelope.GrantId);
        writer.WriteString(BodyMember.Issuer, envelope.Issuer);
        WriteTime(writer, envelope.OccurredAt);
        writer.WriteString(BodyMember.Outcome, envelope.Outcome == AuditOutcome.Allowed ? Allowed : Denied);
        writer.WriteString(BodyMember.Previous, NoDigest);
        ends.Previous = writer.BytesCommitted + writer.BytesPending;
        writer.WriteString(BodyMember.ReasonCode, envelope.ReasonCode);
        writer.WriteString(BodyMember.ResourceId, envelope.ResourceId);
        writer.WriteString(BodyMember.RunId, envelope.RunId);
        writer.WriteNumber(BodyMember.Sequence, 1);
        ends.Sequence = writer.BytesCommitted + writer.BytesPending;
        writer.WriteString(BodyMember.StatedReason, envelope.StatedReason);
        writer.WriteNumber(BodyMember.Suppressed, envelope.Suppressed);
        writer.WriteString(BodyMember.TargetTenant, envelope.TargetTenant?.ToString());
        writer.WriteString(BodyMember.Tenant, envelope.Tenant.ToString());
        writer.WriteString(BodyMember.TraceId, envelope.TraceId);
        writer.WriteNumber(BodyMember.Version, Version);
        writer.WriteString(BodyMember.Way, envelope.Way);
        writer.WriteEndObject();
        return ((int)ends.Previous - 1 - NoDigest.EncodedUtf8Bytes.Length, (int)ends.Sequence - 1);
    }

    /// <summary>In whose trail a body stands, and behind what.</summary>
    /// <exception cref="InvalidDataException">It is no body of this version.</exception>
    internal static BodyPlace Place(ReadOnlyMemory<byte> body) => Read(body, static root => new BodyPlace(
        Text(root, BodyMember.Tenant),
        Number(root, BodyMember.Sequence),
        Previous(root),
        ReadTime(root),
        Text(root, BodyMember.Action),
        Maybe(root, BodyMember.ResourceId)));

    /// <summary>The record of a body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="tenants">Gives the id that a text stands for.</param>
    /// <param name="index">Its place in the ledger.</param>
    /// <param name="hash">Its hash.</param>
    /// <exception cref="InvalidDataException">It is no body of this version.</exception>
    internal static AuditRecord Record(ReadOnlyMemory<byte> body, Func<string, TenantId> tenants, long index, Digest256 hash) => Read(body, root =>
        new AuditRecord(Number(root, BodyMember.Sequence), Envelope(root, tenants), new AuditLink(index, Previous(root), hash)));

    private static AuditEnvelope Envelope(JsonElement root, Func<string, TenantId> tenants) => new(tenants(Text(root, BodyMember.Tenant)), ReadTime(root), safe: true)
    {
        Action = Text(root, BodyMember.Action),
        Actor = Maybe(root, BodyMember.Actor),
        CorrelationId = Text(root, BodyMember.CorrelationId),
        Delegate = Maybe(root, BodyMember.Delegate),
        DelegateIssuer = Maybe(root, BodyMember.DelegateIssuer),
        Detail = Maybe(root, BodyMember.Detail),
        Details = root.GetProperty(BodyMember.Details.EncodedUtf8Bytes).EnumerateObject().ToDictionary(
            static d => d.Name, static d => d.Value.GetString()!, StringComparer.Ordinal),
        EffectiveTenant = Maybe(root, BodyMember.EffectiveTenant) is { } effective ? tenants(effective) : null,
        GrantId = Maybe(root, BodyMember.GrantId),
        Issuer = Maybe(root, BodyMember.Issuer),
        Outcome = Text(root, BodyMember.Outcome) switch
        {
            Allowed => AuditOutcome.Allowed,
            Denied => AuditOutcome.Denied,
            _ => throw new FormatException(),
        },
        ReasonCode = Text(root, BodyMember.ReasonCode),
        ResourceId = Maybe(root, BodyMember.ResourceId),
        RunId = Maybe(root, BodyMember.RunId),
        StatedReason = Maybe(root, BodyMember.StatedReason),
        Suppressed = Number(root, BodyMember.Suppressed),
        TargetTenant = Maybe(root, BodyMember.TargetTenant) is { } target ? tenants(target) : null,
        TraceId = Maybe(root, BodyMember.TraceId),
        Way = Maybe(root, BodyMember.Way),
    };

    private static T Read<T>(ReadOnlyMemory<byte> body, Func<JsonElement, T> take)
    {
        try
        {
            using JsonDocument document = CanonicalJson.Parse(body);
            JsonElement root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object && root.GetPropertyCount() == Members && root.GetProperty(BodyMember.Version.EncodedUtf8Bytes).GetInt32() == Version
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
        writer.WriteStartObject(BodyMember.Details);
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
        // The round-trip format of a UTC time is the same text, and the runtime writes it without reading a pattern.
        Span<byte> text = stackalloc byte[TimeLength];
        time.UtcDateTime.TryFormat(text, out int length, "O", CultureInfo.InvariantCulture);
        writer.WriteString(BodyMember.OccurredAt, text[..length]);
    }

    private static DateTimeOffset ReadTime(JsonElement root) => DateTimeOffset.ParseExact(
        Text(root, BodyMember.OccurredAt), Time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    private static Digest256 Previous(JsonElement root) => Digest256.TryFrom(Text(root, BodyMember.Previous), out Digest256 digest) ? digest : throw new FormatException();

    private static long Number(JsonElement root, JsonEncodedText name) => root.GetProperty(name.EncodedUtf8Bytes).GetInt64();

    private static string Text(JsonElement root, JsonEncodedText name) => root.GetProperty(name.EncodedUtf8Bytes).GetString() ?? throw new FormatException();

    private static string? Maybe(JsonElement root, JsonEncodedText name) => root.GetProperty(name.EncodedUtf8Bytes).GetString();
}
