using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace OpenClaw.Tenancy.Auditing;

/// <summary>What is hashed of a record: the one place that knows how it is written and read. A member that says nothing is left out.</summary>
internal static class AuditBody
{
    private const int Version = 3;
    private const string Time = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";
    private const int TimeLength = 28;
    private const string Denied = "denied";
    private const string Allowed = "allowed";
    private static readonly JsonEncodedText NoDigest = JsonEncodedText.Encode(new string('0', Digest256.TextLength));

    /// <summary>Writes a body whose place is not known yet: the first of a trail, behind a hash of zeros.</summary>
    /// <returns>Where the hash of the record before it begins, and where its number in its trail does: one digit.</returns>
    internal static (int Previous, int Sequence) WriteDraft(ArrayBufferWriter<byte> output, AuditEnvelope envelope)
    {
        (int Previous, int Sequence) ends;
        var writer = new BodyWriter(output);
        writer.Begin();
        writer.Text(BodyMember.Action, envelope.Action);
        writer.Maybe(BodyMember.Actor, envelope.Actor);
        writer.Text(BodyMember.CorrelationId, envelope.CorrelationId);
        writer.Maybe(BodyMember.Delegate, envelope.Delegate);
        writer.Maybe(BodyMember.DelegateIssuer, envelope.DelegateIssuer);
        writer.Maybe(BodyMember.Detail, envelope.Detail);
        WriteDetails(ref writer, envelope.Details);
        writer.Maybe(BodyMember.EffectiveTenant, envelope.EffectiveTenant?.ToString());
        writer.Maybe(BodyMember.GrantId, envelope.GrantId);
        writer.Maybe(BodyMember.Issuer, envelope.Issuer);
        WriteTime(ref writer, envelope.OccurredAt);
        writer.Text(BodyMember.Outcome, envelope.Outcome == AuditOutcome.Allowed ? Allowed : Denied);
        writer.Ascii(BodyMember.Previous, NoDigest.EncodedUtf8Bytes);
        ends.Previous = writer.Length;
        writer.Text(BodyMember.ReasonCode, envelope.ReasonCode);
        writer.Maybe(BodyMember.ResourceId, envelope.ResourceId);
        writer.Maybe(BodyMember.RunId, envelope.RunId);
        writer.Number(BodyMember.Sequence, 1);
        ends.Sequence = writer.Length;
        writer.Maybe(BodyMember.StatedReason, envelope.StatedReason);
        if (envelope.Suppressed != 0)
        {
            writer.Number(BodyMember.Suppressed, envelope.Suppressed);
        }

        writer.Maybe(BodyMember.TargetTenant, envelope.TargetTenant?.ToString());
        writer.Text(BodyMember.Tenant, envelope.Tenant.ToString());
        writer.Maybe(BodyMember.TraceId, envelope.TraceId);
        writer.Number(BodyMember.Version, Version);
        writer.Maybe(BodyMember.Way, envelope.Way);
        writer.End();
        return (ends.Previous - 1 - NoDigest.EncodedUtf8Bytes.Length, ends.Sequence - 1);
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
        Details = ReadDetails(root),
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
        Suppressed = root.TryGetProperty(BodyMember.Suppressed.EncodedUtf8Bytes, out JsonElement suppressed) ? suppressed.GetInt64() : 0,
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
            return root.ValueKind == JsonValueKind.Object && root.GetProperty(BodyMember.Version.EncodedUtf8Bytes).GetInt32() == Version && IsKnown(root)
                ? take(root)
                : throw new FormatException();
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            // What stands there is not repeated: nobody knows what it is.
            throw new InvalidDataException("It is no record of this version.");
        }
    }

    // INVARIANT: one spelling for each content. Members in their order, each known, and none that says nothing.
    private static bool IsKnown(JsonElement root)
    {
        int next = 0;
        foreach (JsonProperty member in root.EnumerateObject())
        {
            while (next < BodyMember.All.Length && !member.NameEquals(BodyMember.All[next].EncodedUtf8Bytes))
            {
                next++;
            }

            bool isSaid = member.Value.ValueKind switch
            {
                JsonValueKind.String => true,
                JsonValueKind.Number => !member.NameEquals(BodyMember.Suppressed.EncodedUtf8Bytes) || member.Value.GetInt64() != 0,
                JsonValueKind.Object => member.Value.GetPropertyCount() != 0,
                _ => false,
            };
            if (next++ == BodyMember.All.Length || !isSaid)
            {
                return false;
            }
        }

        return true;
    }

    private static IReadOnlyDictionary<string, string> ReadDetails(JsonElement root) => root.TryGetProperty(BodyMember.Details.EncodedUtf8Bytes, out JsonElement details)
        ? details.EnumerateObject().ToDictionary(static d => d.Name, static d => d.Value.GetString() ?? throw new FormatException(), StringComparer.Ordinal)
        : AuditDetails.None;

    private static void WriteDetails(ref BodyWriter writer, IReadOnlyDictionary<string, string> details)
    {
        if (details.Count == 0)
        {
            return;
        }

        writer.BeginObject(BodyMember.Details);
        foreach (string name in details.Keys.Order(StringComparer.Ordinal))
        {
            writer.Text(name, details[name]);
        }

        writer.End();
    }

    private static void WriteTime(ref BodyWriter writer, DateTimeOffset time)
    {
        // The round-trip format of a UTC time is the same text, and the runtime writes it without reading a pattern.
        Span<byte> text = stackalloc byte[TimeLength];
        time.UtcDateTime.TryFormat(text, out int length, "O", CultureInfo.InvariantCulture);
        writer.Ascii(BodyMember.OccurredAt, text[..length]);
    }

    private static DateTimeOffset ReadTime(JsonElement root) => DateTimeOffset.ParseExact(
        Text(root, BodyMember.OccurredAt), Time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    private static Digest256 Previous(JsonElement root) => Digest256.TryFrom(Text(root, BodyMember.Previous), out Digest256 digest) ? digest : throw new FormatException();

    private static long Number(JsonElement root, JsonEncodedText name) => root.GetProperty(name.EncodedUtf8Bytes).GetInt64();

    private static string Text(JsonElement root, JsonEncodedText name) => root.GetProperty(name.EncodedUtf8Bytes).GetString() ?? throw new FormatException();

    private static string? Maybe(JsonElement root, JsonEncodedText name) => root.TryGetProperty(name.EncodedUtf8Bytes, out JsonElement text) ? text.GetString() : null;
}
