using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using OpenClaw.Tenancy.Auditing;

namespace OpenClaw.Tenancy.Benchmarks.Ledger;

/// <summary>A record as the middleware makes one, and the same fields and the same hash with nothing around them.</summary>
internal sealed class LedgerEnvelopes
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly JsonWriterOptions Plain = new() { SkipValidation = true };

    private readonly TenantId _acme = TenantId.From("acme-industries");
    private readonly TrailHead _head = TrailHead.Empty("openclaw-tenancy/benchmark", "acme-industries");
    private readonly ArrayBufferWriter<byte> _buffer = new(2048);
    private readonly byte[] _salt = RandomNumberGenerator.GetBytes(AuditEntry.SaltLength);
    private readonly byte[] _body;

    public LedgerEnvelopes() => _body = Next().Body.ToArray();

    /// <summary>The length of what is hashed.</summary>
    public int BodyLength => _body.Length;

    public static AuditEnvelope Build(TenantId tenant) => new(tenant, Now)
    {
        EffectiveTenant = tenant,
        TargetTenant = tenant,
        Actor = "someone@example.test",
        Issuer = "https://login.example",
        Action = "runs.approve",
        ResourceId = "run_0123456789abcdef0123456789abcdef",
        RunId = "run_0123456789abcdef0123456789abcdef",
        Outcome = AuditOutcome.Allowed,
        ReasonCode = "none",
        Way = "own",
        CorrelationId = "0123456789abcdef0123456789abcdef",
    };

    /// <summary>The envelope, its canonical bytes behind the head of its trail, and their hash. The ledger draws its salts many at a time, so one is drawn before.</summary>
    public AuditEntry Next() => AuditDraft.Of(Build(_acme)).At(in _head, 41, _salt);

    /// <summary>The same members, texts and hash, written by the runtime's writer without redaction, chain, salt and leaf.</summary>
    public Digest256 WriteAndHash()
    {
        _buffer.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_buffer, Plain))
        {
            WriteMembers(json);
        }

        return Digest256.Of(_buffer.WrittenSpan);
    }

    /// <summary>SHA-256 alone over the bytes of the record.</summary>
    public byte Hash()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(_body, hash);
        return hash[0];
    }

    private void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("action", "runs.approve");
        json.WriteString("actor", "someone@example.test");
        json.WriteString("correlation_id", "0123456789abcdef0123456789abcdef");
        json.WriteString("effective_tenant", "acme-industries");
        json.WriteString("issuer", "https://login.example");
        json.WriteString("occurred_at", Now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture));
        json.WriteString("outcome", "allowed");
        json.WriteString("previous", _head.Hash.ToString());
        json.WriteString("reason_code", "none");
        json.WriteString("resource_id", "run_0123456789abcdef0123456789abcdef");
        json.WriteString("run_id", "run_0123456789abcdef0123456789abcdef");
        json.WriteNumber("sequence", _head.Length + 1);
        json.WriteString("target_tenant", "acme-industries");
        json.WriteString("tenant", "acme-industries");
        json.WriteNumber("v", 3);
        json.WriteString("way", "own");
        json.WriteEndObject();
    }
}
